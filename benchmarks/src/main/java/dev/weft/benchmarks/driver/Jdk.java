package dev.weft.benchmarks.driver;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * An installed JDK.
 *
 * @param feature its feature release
 * @param home its folder
 * @param version its full version, such as {@code 17.0.15+6}
 */
public record Jdk(int feature, Path home, String version) {
  private static final Path SYSTEM_FOLDER = Path.of("/usr/lib/jvm");

  /**
   * The first JDK of that feature release among those that {@code WEFT_TEST_JDKS} names (home
   * folders, separated like a class path), the running one and those in the system's folder.
   */
  public static Jdk find(int feature) throws IOException {
    List<Path> homes = new ArrayList<>();
    String named = System.getenv().getOrDefault("WEFT_TEST_JDKS", "");
    for (String home : named.split(File.pathSeparator, -1)) {
      if (!home.isBlank()) {
        homes.add(Path.of(home.strip()));
      }
    }
    homes.add(Path.of(System.getProperty("java.home")));
    if (Files.isDirectory(SYSTEM_FOLDER)) {
      try (DirectoryStream<Path> folder = Files.newDirectoryStream(SYSTEM_FOLDER)) {
        folder.forEach(homes::add);
      }
    }
    for (Path home : homes) {
      Jdk jdk = new Jdk(feature, home, version(home));
      if (jdk.version.matches(feature + "\\b.*") && Files.isExecutable(jdk.tool("java"))) {
        return jdk;
      }
    }
    throw new IOException(
        "JDK " + feature + ": not found (install it, or name its home in WEFT_TEST_JDKS)");
  }

  private static String version(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release)) {
      return "";
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    }
    String version = properties.getProperty("JAVA_RUNTIME_VERSION");
    return (version == null ? properties.getProperty("JAVA_VERSION", "") : version)
        .replace("\"", "");
  }

  /** A program of the JDK. */
  public Path tool(String name) {
    return home.resolve("bin").resolve(name);
  }
}
