package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RecordingRelay;
import dev.weft.it.harness.Stack;
import dev.weft.it.programs.KafkaBroker;
import dev.weft.it.programs.KafkaRoundTrip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The control of the wire tests: without the agent the marker is there for all to read. */
class WireControlTest {
  /** What the Kafka client prints. */
  static final String KAFKA_RESULT =
      "result records=500 sha256=1e0a6e2e7b7e05dc40a2b99f65e06e43925d024c5274b9d7d7fbfdf13091b8fd\n";

  @ParameterizedTest
  @EnumSource(Stack.class)
  void exchange_withoutAgent_isReadableOnTheWire(Stack stack) {
    Jdk jdk = Jdks.require(stack == Stack.VIRTUAL_THREADS ? 25 : 17);
    try (JvmProcess server = stack.startServer(jdk, List.of());
        RecordingRelay relay = RecordingRelay.open().forwardTo(server.awaitPort());
        JvmProcess client = stack.startClient(jdk, List.of(), relay.port(), Stack.MARKER)) {
      assertThat(client.awaitExit()).as(client::transcript).isZero();
      assertThat(server.stop()).as(server::transcript).isZero();

      assertThat(client.stdout()).isEqualTo(Stack.RESULT);
      assertThat(client.stderr()).isEmpty();
      assertThat(server.stderr()).isEmpty();
      assertThat(relay.sawInTheClear(Stack.MARKER)).isTrue();
      assertThat(relay.flows()).noneMatch(flow -> flow.toServer().startsWithTlsHandshake());
    }
  }

  @Test
  void kafka_withoutAgent_isReadableOnTheWire(@TempDir Path folder) throws IOException {
    Jdk jdk = Jdks.require(17);
    String classPath = ClassPath.withEverything();
    int port = FreePort.pick();
    try (RecordingRelay relay = RecordingRelay.open();
        JvmProcess broker =
            JvmProcess.on(jdk)
                .start(
                    classPath,
                    KafkaBroker.class,
                    List.of("" + port, folder.toString(), "" + relay.port()))) {
      relay.forwardTo(broker.awaitPort());
      try (JvmProcess client =
          JvmProcess.on(jdk)
              .start(classPath, KafkaRoundTrip.class, List.of("" + relay.port(), Stack.MARKER))) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(broker.stop()).as(broker::transcript).isZero();

        assertThat(client.stdout()).isEqualTo(KAFKA_RESULT);
        assertThat(client.stderr()).isEmpty();
        assertThat(broker.stderr()).isEmpty();
        assertThat(relay.sawInTheClear(Stack.MARKER)).isTrue();
      }
    }
  }
}
