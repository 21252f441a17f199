package dev.weft.it.harness;

import dev.weft.it.programs.EarlierJettySeeing;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A release of Jetty before 12 that the tests run {@link EarlierJettySeeing} on. */
public enum EarlierJettyRelease {
  /** The oldest that is supported. */
  V9_4_0("9.4.0.v20161208", "javax.servlet-api-3.1.0", ""),
  /** The newest of 9.4. */
  V9_4("9.4.58.v20250814", "javax.servlet-api-3.1.0", "http2-"),
  /** The oldest of 10. */
  V10("10.0.0", "jetty-servlet-api-4.0.6", "http2-"),
  /** The newest of 11. */
  V11("11.0.25", "jetty-jakarta-servlet-api-5.0.2", "http2-");

  private final String version;
  private final String servlets;
  private final String http2;

  EarlierJettyRelease(String version, String servlets, String http2) {
    this.version = version;
    this.servlets = servlets;
    this.http2 = http2;
  }

  /** Starts the server on any free port. */
  public JvmProcess start(Jdk jdk, List<String> options) {
    return start(jdk, options, EarlierJettySeeing.class, List.of("0"));
  }

  /** Starts another program on this release. */
  public JvmProcess start(Jdk jdk, List<String> options, Class<?> main, List<String> arguments) {
    return JvmProcess.on(jdk).options(options).start(classPath(), main, arguments);
  }

  private String classPath() {
    Path folder = Path.of(System.getProperty("weft.test.releases"));
    Stream<String> http1 =
        Stream.of("server", "http", "io", "util").map(it -> "jetty-" + it + "-" + version);
    Stream<String> http2s =
        Stream.of("server", "common", "hpack")
            .filter(it -> !http2.isEmpty())
            .map(it -> http2 + it + "-" + version);
    return Stream.of(http1, http2s, Stream.of(servlets))
        .flatMap(it -> it)
        .map(it -> folder.resolve(it + ".jar").toString())
        .collect(
            Collectors.joining(
                File.pathSeparator,
                ClassPath.with(List.of("slf4j-", "logback-")) + File.pathSeparator,
                ""));
  }
}
