package dev.weft.it.realprograms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NeedsPrograms;
import dev.weft.it.harness.RecordingRelay;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.polyglot.PostgresServer;
import dev.weft.it.polyglot.RedisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of databases that stay outside of the mesh go on with the agent as without it. */
@NeedsPrograms({"redis-server", "postgres", "initdb", "setpriv"})
class OutsideServersTest {
  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder.resolve("mesh"), Map.of());
    mesh.admin().mode("istio-system", "STRICT");
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void jedisAndLettuce_redisOutside_asWithoutTheAgent(int feature, @TempDir Path data)
      throws Exception {
    try (RedisServer server = RedisServer.start(data)) {
      assertSame(
          Jdks.require(feature),
          "shop.data.RedisClients",
          server.port(),
          "result jedis=order,5000,[queue, waited for] lettuce=true,value4999,told\n");
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void pooledDriver_postgresqlOutside_asWithoutTheAgent(int feature, @TempDir Path data)
      throws Exception {
    try (PostgresServer server = PostgresServer.start(data)) {
      String sums = String.join(", ", java.util.Collections.nCopies(8, "511500"));
      assertSame(
          Jdks.require(feature),
          "shop.data.PooledPostgres",
          server.port(),
          "result rows=1000 sums=[" + sums + "] cancelled=57014 notified=told\n");
    }
  }

  private static void assertSame(Jdk jdk, String main, int port, String result) throws Exception {
    try (RecordingRelay relay = RecordingRelay.open().forwardTo(port)) {
      for (List<String> flag :
          List.of(List.<String>of(), mesh.agent("front", "client").options())) {
        try (JvmProcess client =
            JvmProcess.on(jdk)
                .options(jdk.allowingUnsafe())
                .options(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"))
                .options(flag)
                .start(Program.classPath("data-clients"), main, List.of("" + relay.port()))) {
          assertThat(client.awaitExit()).as(client::transcript).isZero();
          assertThat(client.stdout()).isEqualTo(result);
          assertThat(client.stderr()).as(client::transcript).isEmpty();
        }
      }
      assertThat(relay.flows()).noneMatch(flow -> flow.toServer().startsWithTlsHandshake());
    }
  }
}
