package dev.weft.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the JDKs that the tests run on: those named in {@code WEFT_TEST_JDKS} (home folders,
 * separated like a class path), the one that runs the tests, and those in the system's folders of
 * JVMs.
 */
public final class Jdks {
  private static final List<Path> SYSTEM_FOLDERS =
      List.of(Path.of("/usr/lib/jvm"), Path.of("/usr/java"), Path.of("/opt/java"));

  private final Map<String, String> environment;
  private final List<Path> folders;
  private final Path running;

  Jdks(Map<String, String> environment, List<Path> folders, Path running) {
    this.environment = environment;
    this.folders = folders;
    this.running = running;
  }

  /**
   * The JDK of that feature release. When there is none the test is skipped and says so, or fails
   * where the variable {@code CI} is {@code true}.
   */
  public static Jdk require(int feature) {
    Jdks machine =
        new Jdks(System.getenv(), SYSTEM_FOLDERS, Path.of(System.getProperty("java.home")));
    Optional<Jdk> found = machine.find(feature);
    if (found.isPresent()) {
      return found.get();
    }
    String reason =
        "JDK %d: not found in WEFT_TEST_JDKS or %s (install it, or name its home in WEFT_TEST_JDKS)"
            .formatted(feature, SYSTEM_FOLDERS);
    return "true".equals(System.getenv("CI")) ? Assertions.fail(reason) : Assumptions.abort(reason);
  }

  /** The first JDK of that feature release, in the order of the class comment. */
  Optional<Jdk> find(int feature) {
    List<Path> homes = new ArrayList<>();
    String named = environment.getOrDefault("WEFT_TEST_JDKS", "");
    for (String home : named.split(File.pathSeparator, -1)) {
      if (!home.isBlank()) {
        homes.add(Path.of(home.strip()));
      }
    }
    homes.add(running);
    folders.forEach(folder -> homes.addAll(children(folder)));
    return homes.stream()
        .filter(home -> Files.isExecutable(new Jdk(feature, home).java()))
        .filter(home -> feature(home) == feature)
        .map(home -> new Jdk(feature, home))
        .findFirst();
  }

  private static List<Path> children(Path folder) {
    List<Path> children = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(children::add);
      } catch (IOException e) {
        throw new IllegalStateException("cannot list " + folder, e);
      }
    }
    children.sort(null);
    return children;
  }

  /** The feature release that the file {@code release} of a JDK names, or -1. */
  private static int feature(Path home) {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release)) {
      return -1;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
      String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
      return Runtime.Version.parse(version).feature();
    } catch (IOException | IllegalArgumentException e) {
      return -1;
    }
  }
}
