package dev.weft.it.harness;

import dev.weft.it.programs.NettySeeing;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A release of Netty that the tests run {@link NettySeeing} on. */
public enum NettyRelease {
  /** The oldest that is supported. */
  V41("-4.1.0.Final.jar"),
  /** That of the class path. */
  V42("");

  private final String end;

  NettyRelease(String end) {
    this.end = end;
  }

  /**
   * Starts the server on any free port.
   *
   * @param kind its pipeline
   */
  public JvmProcess start(Jdk jdk, List<String> options, String kind) {
    return JvmProcess.on(jdk)
        .options(options)
        .start(classPath(), NettySeeing.class, List.of("0", kind));
  }

  /** Starts another program on this release. */
  public JvmProcess start(Jdk jdk, List<String> options, Class<?> main, List<String> arguments) {
    return JvmProcess.on(jdk).options(options).start(classPath(), main, arguments);
  }

  private String classPath() {
    if (end.isEmpty()) {
      return ClassPath.with(List.of("netty-"));
    }
    Path folder = Path.of(System.getProperty("weft.test.releases"));
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.map(Path::toString)
          .filter(jar -> jar.contains("netty-") && jar.endsWith(end))
          .sorted()
          .collect(
              Collectors.joining(
                  File.pathSeparator, ClassPath.with(List.of()) + File.pathSeparator, ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
