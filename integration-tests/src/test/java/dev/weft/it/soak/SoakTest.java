package dev.weft.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.soak.SoakClient;
import dev.weft.it.programs.soak.SoakServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Connections that come and go, that carry much and that idle, all at once and in STRICT, while
 * every certificate lasts for seconds: no exchange fails, and after it both programs take up what
 * they took up before. A fifth of the time is for warming up.
 */
class SoakTest {
  private static final Duration LENGTH =
      Duration.ofSeconds(Integer.getInteger("weft.soak.seconds", 50));

  private static final int PARTS = 5;
  private static final String SVID_TTL = "15s";
  private static final String IDLE = "300";
  private static final Pattern ISSUED = Pattern.compile("svid issued .*/ns/front/sa/client");

  /** Kilobytes of live objects. A lost connection leaves some two. */
  private static final long HEAP_SLACK = 6_000;

  /** Kilobytes of memory in all: allocators keep some. A lost connection leaves some thirty. */
  private static final long RESIDENT_SLACK = 40_000;

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}, server on JDK {1}, client on JDK {2}")
  @CsvSource({"boringssl, 17, 25", "jdk, 25, 17"})
  void load_forLong_failsNowhereAndLeavesNothing(String tls, int ofServer, int ofClient)
      throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of("svid.ttl", SVID_TTL))) {
      mesh.admin().mode("back", "STRICT");
      String setting = "tls=" + tls;
      try (SoakProgram server =
          SoakProgram.start(
              Jdks.require(ofServer),
              mesh.agent("back", "server", setting),
              SoakServer.class,
              List.of())) {
        Matcher ports = server.process().awaitLine("^ports (\\d+) (\\d+) (\\d+)$");
        List<String> arguments = List.of(ports.group(1), ports.group(2), ports.group(3), IDLE);
        try (SoakProgram client =
            SoakProgram.start(
                Jdks.require(ofClient),
                mesh.agent("front", "client", setting),
                SoakClient.class,
                arguments)) {
          client.process().awaitLine("^ready$");
          soak(mesh, server, client);
        }
      }
    }
  }

  private static void soak(TestMesh mesh, SoakProgram server, SoakProgram client) throws Exception {
    Duration part = LENGTH.dividedBy(PARTS);
    long exchanges = client.run(part);
    Footprint clientBefore = client.footprintAtRest();
    Footprint serverBefore = server.footprintAtRest();
    long svidsBefore = svids(mesh);

    for (int i = 1; i < PARTS; i++) {
      long more = client.run(part);
      assertThat(more).isGreaterThan(exchanges);
      exchanges = more;
      Footprint ofClient = client.footprintAsAt(clientBefore);
      Footprint ofServer = server.footprintAsAt(serverBefore);
      System.out.println("soak: " + exchanges + " exchanges; " + ofClient + "; " + ofServer);
      assertNoMore(ofClient, clientBefore);
      assertNoMore(ofServer, serverBefore);
    }
    assertThat(svids(mesh)).isGreaterThan(svidsBefore + 1);
    assertThat(client.process().stdout()).doesNotContain("deadlock");
    assertThat(client.process().stderr()).isEmpty();
    assertThat(server.process().stderr()).isEmpty();
  }

  /** How many the client has had: its own log has a limit of lines a minute. */
  private static long svids(TestMesh mesh) {
    return mesh.server().transcript().lines().filter(ISSUED.asPredicate()).count();
  }

  private static void assertNoMore(Footprint now, Footprint before) {
    assertThat(now.heap()).isLessThan(before.heap() + HEAP_SLACK);
    assertThat(now.resident()).isLessThan(before.resident() + RESIDENT_SLACK);
  }
}
