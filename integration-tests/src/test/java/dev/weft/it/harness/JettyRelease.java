package dev.weft.it.harness;

import dev.weft.it.programs.JettySeeing;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A release of Jetty that the tests run {@link JettySeeing} on. */
public enum JettyRelease {
  /** The oldest that is supported. */
  V12_0("12.0.0"),
  /** The newest, that of the class path. */
  V12_1("");

  private final String version;

  JettyRelease(String version) {
    this.version = version;
  }

  /**
   * Starts the server on any free port.
   *
   * @param connector {@code jetty}, or {@code own} for one of the application's own
   */
  public JvmProcess start(Jdk jdk, List<String> options, String connector) {
    return JvmProcess.on(jdk)
        .options(options)
        .start(classPath(), JettySeeing.class, List.of("0", connector));
  }

  /** Starts another program on this release. */
  public JvmProcess start(Jdk jdk, List<String> options, Class<?> main, List<String> arguments) {
    return JvmProcess.on(jdk).options(options).start(classPath(), main, arguments);
  }

  private String classPath() {
    if (version.isEmpty()) {
      return ClassPath.with(List.of("jetty-", "slf4j-", "logback-"));
    }
    Path folder = Path.of(System.getProperty("weft.test.releases"));
    return Stream.of("server", "http", "io", "util", "http2-server", "http2-common", "http2-hpack")
        .map(part -> folder.resolve("jetty-" + part + "-" + version + ".jar").toString())
        .collect(
            Collectors.joining(
                File.pathSeparator,
                ClassPath.with(List.of("slf4j-", "logback-")) + File.pathSeparator,
                ""));
  }
}
