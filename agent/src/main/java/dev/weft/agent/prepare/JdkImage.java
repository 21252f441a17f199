package dev.weft.agent.prepare;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;

/** The class files of {@code java.base} in one JDK, which need not be the one that runs this. */
final class JdkImage implements ClassFileLocator {
  private static final Path SYSTEM_FOLDER = Path.of("/usr/lib/jvm");

  private final FileSystem image;

  private JdkImage(Path home) throws IOException {
    this.image =
        FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString()));
  }

  /**
   * The JDKs in {@code WEFT_TEST_JDKS} (home folders, parted as in a class path), in the system's
   * folder of JVMs, and the one that runs this; in the order of their places.
   */
  static List<JdkImage> findAll() throws IOException {
    List<Path> homes = new ArrayList<>();
    String named = System.getenv("WEFT_TEST_JDKS");
    if (named != null) {
      for (String home : named.split(File.pathSeparator, -1)) {
        homes.add(Path.of(home));
      }
    }
    if (Files.isDirectory(SYSTEM_FOLDER)) {
      try (DirectoryStream<Path> installed = Files.newDirectoryStream(SYSTEM_FOLDER)) {
        installed.forEach(homes::add);
      }
    }
    homes.add(Path.of(System.getProperty("java.home")));
    // One JDK may be there under many names.
    Map<Path, JdkImage> images = new TreeMap<>();
    for (Path home : homes) {
      if (Files.isRegularFile(home.resolve("lib/modules"))) {
        Path place = home.toRealPath();
        if (!images.containsKey(place)) {
          images.put(place, new JdkImage(place));
        }
      }
    }
    return List.copyOf(images.values());
  }

  /** The class file of {@code type}, or null when this JDK has no such class. */
  byte @Nullable [] classFile(String type) throws IOException {
    Path file = image.getPath("/modules/java.base", type.replace('.', '/') + ".class");
    return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
  }

  @Override
  public Resolution locate(String name) throws IOException {
    byte[] file = classFile(name);
    return file == null ? new Resolution.Illegal(name) : new Resolution.Explicit(file);
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
