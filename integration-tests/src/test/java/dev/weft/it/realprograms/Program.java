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
  GRPC_INTEROP;

  /** What is done with it. */
  Scenario scenario() {
    return switch (this) {
      case KAFKA -> new KafkaScenario();
      case ZOOKEEPER -> new ZooKeeperScenario();
      case ARTEMIS -> new ArtemisScenario();
      case GRPC_INTEROP -> new GrpcInteropScenario();
    };
  }

  /** All of its jars, as a class path. */
  String classPath() {
    return classPath(name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** All jars of the module in that folder of {@code integration-tests/programs}. */
  static String classPath(String folder) {
    Path built = Path.of(System.getProperty("weft.programs"), folder, "target", "lib");
    if (!Files.isDirectory(built)) {
      throw new IllegalStateException(
          "%s: not there (expected: built before; run mvn -pl :weft-program-%s package)"
              .formatted(built, folder));
    }
    return built.resolve("*").toString();
  }
}
