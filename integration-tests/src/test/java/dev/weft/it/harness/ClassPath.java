package dev.weft.it.harness;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The class paths of the programs: the programs themselves and the libraries they need. */
public final class ClassPath {
  /** What only the tests themselves need. */
  private static final List<String> OF_TESTS =
      List.of(
          "weft-",
          "mesh-core",
          "junit-",
          "assertj-",
          "opentest4j",
          "apiguardian",
          "awaitility",
          "hamcrest",
          "byte-buddy",
          "bcprov",
          "bcutil",
          "bcpkix",
          "opentelemetry-",
          "surefire",
          "testcontainers-",
          "docker-java-",
          "duct-tape-",
          "jna-",
          "jspecify");

  private ClassPath() {}

  /** The programs and the jars whose names start with one of {@code libraries}. */
  public static String with(List<String> libraries) {
    return select(path -> startsWithAny(path, libraries));
  }

  /** The programs and every jar that is not there for the tests themselves. */
  public static String withEverything() {
    return select(path -> !startsWithAny(path, OF_TESTS));
  }

  private static String select(Predicate<Path> jars) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .filter(path -> isPrograms(path) || (path.toString().endsWith(".jar") && jars.test(path)))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isPrograms(Path path) {
    return path.endsWith(Path.of("integration-tests", "target", "classes"));
  }

  private static boolean startsWithAny(Path path, List<String> prefixes) {
    String name = String.valueOf(path.getFileName());
    // Modules of this build may be on the path as folders or as jars of their target folder.
    return prefixes.stream().anyMatch(name::startsWith);
  }
}
