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
  V41("-4.1.0.Final.jar", ""),
  /** That of the class path. */
  V42("", ""),
  /** One of the middle, with what its epoll transport needs. */
  V41_53_EPOLL("-4.1.53.Final.jar", "4.1.53.Final"),
  /** The last of 4.1, with what its epoll transport needs. */
  V41_EPOLL("-4.1.128.Final.jar", "4.1.128.Final"),
  /** That of the class path, with what its epoll transport needs. */
  V42_EPOLL("", "4.2.17.Final");

  private static final String NATIVE = "netty-transport-native-epoll-";
  private static final String CLASSIFIER = "-linux-x86_64.jar";
  private static final String FOLDER = System.getProperty("weft.test.releases");

  private final String end;
  private final String epoll;

  NettyRelease(String end, String epoll) {
    this.end = end;
    this.epoll = epoll;
  }

  /**
   * Starts the server on any free port.
   *
   * @param kind its pipeline
   */
  public JvmProcess start(Jdk jdk, List<String> options, String kind) {
    return start(jdk, options, NettySeeing.class, List.of("0", kind));
  }

  /** Starts another program on this release. */
  public JvmProcess start(Jdk jdk, List<String> options, Class<?> main, List<String> arguments) {
    return JvmProcess.on(jdk)
        .options(options)
        .options(isOnEpoll() ? jdk.allowingNativeCode() : List.of())
        .start(classPath(), main, arguments);
  }

  /** A class path, and what the release of Netty that is on it needs for epoll. */
  public static String epollBeside(String classPath) {
    return classPath + File.pathSeparator + Path.of(FOLDER, NATIVE + V42_EPOLL.epoll + CLASSIFIER);
  }

  private boolean isOnEpoll() {
    return !epoll.isEmpty();
  }

  private String classPath() {
    boolean isWhole = end.isEmpty();
    StringBuilder path = new StringBuilder(ClassPath.with(isWhole ? List.of("netty-") : List.of()));
    Path folder = Path.of(FOLDER);
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
      return isOnEpoll() && jar.startsWith(NATIVE + epoll);
    }
    return !end.isEmpty() && jar.startsWith("netty-") && jar.endsWith(end);
  }
}
