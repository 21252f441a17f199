package dev.weft.server.resources.schema;

import dev.weft.core.policy.AuthorizationPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every name that the policy readers could ask for: all words in the constants of their class
 * files, so that a field which only the readers know is found without being listed anywhere.
 */
final class ReaderNames {
  private static final String FOLDER = "dev/weft/core/policy/parse";
  private static final Pattern WORD =
      Pattern.compile("(?<![A-Za-z0-9_])[a-z][A-Za-z0-9_]{1,40}(?![A-Za-z0-9_])");

  private ReaderNames() {}

  static Set<String> all() throws IOException, URISyntaxException {
    URI source =
        AuthorizationPolicy.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path path = Path.of(source);
    if (Files.isDirectory(path)) {
      return in(path.resolve(FOLDER));
    }
    try (FileSystem jar = FileSystems.newFileSystem(path)) {
      return in(jar.getPath(FOLDER));
    }
  }

  private static Set<String> in(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher word =
            WORD.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        while (word.find()) {
          names.add(word.group());
          names.add(
              "not" + Character.toUpperCase(word.group().charAt(0)) + word.group().substring(1));
        }
      }
    }
    return names;
  }
}
