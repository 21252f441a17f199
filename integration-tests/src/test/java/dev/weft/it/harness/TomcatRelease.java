package dev.weft.it.harness;

import dev.weft.it.programs.TomcatValve;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** A release of Tomcat that the tests run {@link TomcatValve} on. */
public enum TomcatRelease {
  /** The oldest that is supported. */
  V9("tomcat-embed-core-9.0.40.jar"),
  /** That of the class path. */
  V10(""),
  /** The newest. */
  V11("tomcat-embed-core-11.0.27.jar");

  private final String jar;

  TomcatRelease(String jar) {
    this.jar = jar;
  }

  /**
   * Starts the server on any free port.
   *
   * @param protocol the class name of the protocol, or {@code HTTP/1.1}
   */
  public JvmProcess start(Jdk jdk, List<String> options, String protocol) {
    return start(jdk, options, TomcatValve.class, List.of("0", protocol));
  }

  /** Starts another program on this release. */
  public JvmProcess start(Jdk jdk, List<String> options, Class<?> main, List<String> arguments) {
    Path folder = Path.of(System.getProperty("weft.test.releases"));
    String classPath =
        jar.isEmpty()
            ? ClassPath.with(List.of("tomcat-"))
            : ClassPath.with(List.of()) + File.pathSeparator + folder.resolve(jar);
    return JvmProcess.on(jdk).options(options).start(classPath, main, arguments);
  }
}
