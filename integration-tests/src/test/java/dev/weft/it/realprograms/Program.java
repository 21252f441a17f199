package dev.weft.it.realprograms;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A program of {@code integration-tests/programs}, and what is done with it. */
enum Program {
  /** Three brokers that are controllers too. */
  KAFKA,
  /** An ensemble of three. */
  ZOOKEEPER,
  /** A broker, on Netty. */
  ARTEMIS,
  /** grpc-java's tests of interoperability, on Netty. */
  GRPC_INTEROP,
  /** Its distribution, started by its start.jar. */
  JETTY,
  /** Its distribution, started by its catalina.sh. */
  TOMCAT,
  /** Two nodes, on Netty. */
  CASSANDRA;

  /** What is done with it. */
  Scenario scenario() {
    return switch (this) {
      case KAFKA -> new KafkaScenario();
      case ZOOKEEPER -> new ZooKeeperScenario();
      case ARTEMIS -> new ArtemisScenario();
      case GRPC_INTEROP -> new GrpcInteropScenario();
      case JETTY -> new JettyScenario();
      case TOMCAT -> new TomcatScenario();
      case CASSANDRA -> new CassandraScenario();
    };
  }

  /** All of its jars, as a class path; where its clients are another module, theirs. */
  String classPath() {
    return switch (this) {
      case JETTY, TOMCAT -> classPath("web-shop");
      case CASSANDRA -> classPath("cql-client");
      default -> classPath(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    };
  }

  /** The folder {@code top} of the distribution that the module in {@code folder} has unpacked. */
  static Path distribution(String folder, String top) {
    return built(folder, "distribution").resolve(top);
  }

  /** All jars of the module in that folder of {@code integration-tests/programs}. */
  static String classPath(String folder) {
    return built(folder, "lib").resolve("*").toString();
  }

  private static Path built(String folder, String what) {
    Path built = Path.of(System.getProperty("weft.programs"), folder, "target", what);
    if (!Files.isDirectory(built)) {
      throw new IllegalStateException(
          "%s: not there (expected: built before; run mvn -pl :weft-program-%s package)"
              .formatted(built, folder));
    }
    return built;
  }
}
