package dev.weft.it.frameworks;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One of the applications of {@code examples/frameworks}. */
enum Framework {
  /** Jersey on Jetty 12. */
  DROPWIZARD(17, "dropwizard.jar"),
  /** Jersey on Jetty 9.4. */
  DROPWIZARD_2(17, "dropwizard-2.jar"),
  /** Jersey on Jetty 10. */
  DROPWIZARD_3(17, "dropwizard-3.jar"),
  /** Jersey on Jetty 11. */
  DROPWIZARD_4(17, "dropwizard-4.jar"),
  /** Netty. */
  MICRONAUT(25, "micronaut.jar"),
  /** Vert.x. */
  QUARKUS(25, "quarkus-app/quarkus-run.jar"),
  /** Tomcat 9. */
  SPRING_BOOT_2(17, "spring-boot-2.jar"),
  /** WebFlux on Netty. */
  SPRING_BOOT_3(17, "spring-boot-3.jar"),
  /** Tomcat 11. */
  SPRING_BOOT_4(25, "spring-boot-4.jar");

  private final int jdk;
  private final String jar;

  Framework(int jdk, String jar) {
    this.jdk = jdk;
    this.jar = jar;
  }

  /**
   * Starts it.
   *
   * @param options of its JVM
   * @param port where it is to listen, on 127.0.0.1
   * @param folder where it may keep files
   */
  JvmProcess start(List<String> options, int port, Path folder) throws IOException {
    List<String> all = new ArrayList<>(options);
    List<String> arguments = new ArrayList<>();
    switch (this) {
      case DROPWIZARD, DROPWIZARD_2, DROPWIZARD_3, DROPWIZARD_4 ->
          arguments.addAll(List.of("server", dropwizard(port, folder).toString()));
      case MICRONAUT -> {
        all.add("-Dmicronaut.server.host=127.0.0.1");
        all.add("-Dmicronaut.server.port=" + port);
      }
      case QUARKUS -> {
        all.add("-Dquarkus.http.host=127.0.0.1");
        all.add("-Dquarkus.http.port=" + port);
      }
      case SPRING_BOOT_2, SPRING_BOOT_3, SPRING_BOOT_4 -> {
        all.add("-Dserver.address=127.0.0.1");
        all.add("-Dserver.port=" + port);
      }
    }
    return JvmProcess.on(Jdks.require(jdk)).options(all).startJar(jar(), arguments);
  }

  private Path jar() {
    Path built = Path.of(System.getProperty("weft.frameworks"), folder(), "target", jar);
    if (!Files.exists(built)) {
      throw new IllegalStateException(
          built
              + ": not there (expected: built before; run mvn -pl :weft-example-"
              + folder()
              + " package)");
    }
    return built;
  }

  /** Its folder, which is also a good name. */
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Path dropwizard(int port, Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("dropwizard.yml"),
        """
        server:
          applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: %d}]
          adminConnectors: []
        """
            .formatted(port));
  }
}
