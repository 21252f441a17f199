package dev.weft.it.harness;

import dev.weft.it.programs.NettySeeing;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A release of Netty that the tests run {@link NettySeeing} on. */
public enum NettyRelease {
  /** The oldest that is supported. */
  V41("-4.1.0.Final.jar"),
  /** That of the class path. */
  V42(""),
  /** The last of 4.1, with what its epoll transport needs. */
  V41_EPOLL("-4.1.128.Final.jar"),
  /** That of the class path, with what its epoll transport needs. */
  V42_EPOLL("");

  private static final String NATIVE = "netty-transport-native-epoll-";

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
    boolean isWhole = end.isEmpty();
    StringBuilder path = new StringBuilder(ClassPath.with(isWhole ? List.of("netty-") : List.of()));
    Path folder = Path.of(System.getProperty("weft.test.releases"));
    try (Stream<Path> jars = Files.list(folder)) {
      jars.map(Path::toString)
          .filter(jar -> isWanted(jar.substring(jar.lastIndexOf('/') + 1)))
          .sorted()
          .forEach(jar -> path.append(File.pathSeparator).append(jar));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return path.toString();
  }

  private boolean isWanted(String jar) {
    if (jar.startsWith(NATIVE)) {
      return (this == V41_EPOLL && jar.startsWith(NATIVE + "4.1."))
          || (this == V42_EPOLL && jar.startsWith(NATIVE + "4.2."));
    }
    return !end.isEmpty() && jar.startsWith("netty-") && jar.endsWith(end);
  }
}
