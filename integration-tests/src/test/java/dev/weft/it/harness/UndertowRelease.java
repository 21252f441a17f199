package dev.weft.it.harness;

import dev.weft.it.programs.UndertowSeeing;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A release of Undertow that the tests run {@link UndertowSeeing} on. */
public enum UndertowRelease {
  /** The oldest that is tested, with the XNIO it came with. */
  V2_1("2.1.0.Final", "3.8.0.Final"),
  /** The newest, that of the class path. */
  V2_4("", "");

  private static final List<String> SHARED =
      List.of("jboss-", "wildfly-", "smallrye-", "slf4j-", "logback-");

  private final String version;
  private final String xnio;

  UndertowRelease(String version, String xnio) {
    this.version = version;
    this.xnio = xnio;
  }

  /** Starts the server on any free port. */
  public JvmProcess start(Jdk jdk, List<String> options) {
    return JvmProcess.on(jdk)
        .options(options)
        .start(classPath(), UndertowSeeing.class, List.of("0"));
  }

  /** Starts another program on this release. */
  public JvmProcess start(Jdk jdk, List<String> options, Class<?> main, List<String> arguments) {
    return JvmProcess.on(jdk).options(options).start(classPath(), main, arguments);
  }

  private String classPath() {
    if (version.isEmpty()) {
      return ClassPath.with(
          Stream.concat(SHARED.stream(), Stream.of("undertow-", "xnio-")).toList());
    }
    Path folder = Path.of(System.getProperty("weft.test.releases"));
    return Stream.of("undertow-core-" + version, "xnio-api-" + xnio, "xnio-nio-" + xnio)
        .map(jar -> folder.resolve(jar + ".jar").toString())
        .collect(
            Collectors.joining(
                File.pathSeparator, ClassPath.with(SHARED) + File.pathSeparator, ""));
  }
}
