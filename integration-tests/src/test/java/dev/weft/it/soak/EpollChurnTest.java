package dev.weft.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.soak.ChurnClient;
import dev.weft.it.programs.soak.ChurnServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Thousands of connections over Netty's epoll transport that end in every way there is, those of
 * strangers among them, leave nothing behind: no descriptor, no thread, no memory and no state.
 * Netty looks for buffers that are never released, and tells of them on stderr.
 */
class EpollChurnTest {
  private static final int ENDINGS = 7;
  private static final int OF_EACH = 20;
  private static final int ROUNDS = 6;
  private static final int STRANGERS = 40;

  /** Kilobytes of live objects. A lost connection leaves some two. */
  private static final long HEAP_SLACK = 3_000;

  /** Kilobytes of memory in all. A lost connection leaves some thirty. */
  private static final long RESIDENT_SLACK = 30_000;

  @TempDir private Path folder;

  @ParameterizedTest(name = "{2}, Netty {1} on JDK {0}")
  @CsvSource({"17, V41_EPOLL, boringssl", "25, V42_EPOLL, jdk"})
  void connections_endedInEveryWay_leaveNothing(int feature, NettyRelease release, String tls)
      throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      try (SoakProgram server =
          SoakProgram.start(
              release,
              Jdks.require(feature),
              mesh.agent("back", "server", "handshake.timeout=2s,tls=" + tls),
              ChurnServer.class,
              List.of())) {
        int port = server.process().awaitPort();
        Strangers strangers = Strangers.of(mesh, port);
        try (SoakProgram client =
            SoakProgram.start(
                release,
                Jdks.require(feature),
                mesh.agent("front", "client", "tls=" + tls),
                ChurnClient.class,
                List.of("" + port))) {
          client.process().awaitLine("^ready$");
          churn(server, client, strangers);
        }
      }
    }
  }

  private static void churn(SoakProgram server, SoakProgram client, Strangers strangers)
      throws Exception {
    // Netty's pools of buffers grow to what they need.
    round(client, strangers);
    round(client, strangers);
    Footprint clientBefore = client.footprintAtRest();
    Footprint serverBefore = server.footprintAtRest();

    round(client, strangers);

    assertNothingLeft(client);
    assertNothingLeft(server);
    assertNoMore(client.footprintAsAt(clientBefore), clientBefore);
    assertNoMore(server.footprintAsAt(serverBefore), serverBefore);
    for (SoakProgram program : List.of(client, server)) {
      assertThat(program.process().stdout()).doesNotContain("deadlock");
      assertThat(program.process().stderr()).isEmpty();
    }
  }

  private static void round(SoakProgram client, Strangers strangers) throws Exception {
    Matcher ran = client.ask("run " + ROUNDS, "ran (\\d+)$", JvmProcess.PATIENCE.multipliedBy(3));
    assertThat(ran.group(1)).isEqualTo("" + ROUNDS * ENDINGS * OF_EACH);
    assertThat(strangers.call(STRANGERS)).isZero();
  }

  /** Of what is the connections' own; the server keeps what it listens on. */
  private static void assertNothingLeft(SoakProgram program) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () -> {
              Matcher left =
                  program.ask(
                      "footprint",
                      "footprint .* channels=(\\d+) states=(\\d+) natives=(\\d+)$",
                      JvmProcess.PATIENCE);
              assertThat(left.group(1)).as("channels").isEqualTo("0");
              assertThat(left.group(2)).as("states").isEqualTo("0");
              assertThat(Integer.parseInt(left.group(3))).as("sockets").isLessThanOrEqualTo(1);
            });
  }

  private static void assertNoMore(Footprint now, Footprint before) {
    System.out.println("churn: " + before + " then " + now);
    assertThat(now.heap()).isLessThan(before.heap() + HEAP_SLACK);
    assertThat(now.resident()).isLessThan(before.resident() + RESIDENT_SLACK);
  }
}
