package dev.weft.it.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.InstalledPrograms;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NeedsPrograms;
import dev.weft.it.harness.ProgramProcess;
import dev.weft.it.harness.ProgramProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** psql and PostgreSQL: a protocol that is no HTTP, with the proxies told so and not told. */
@NeedsPrograms({"psql", "postgres", "initdb", "setpriv", "kill"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTest {
  private static final String MARKER = "for-one-pair-of-eyes";

  private Path folder;
  private PostgresServer server;
  private ProxiedLink link;

  /** What the proxies are told of the protocol. */
  enum Told {
    AUTO(0),
    TCP(1);

    final int way;

    Told(int way) {
      this.way = way;
    }
  }

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    folder = shared;
    server = PostgresServer.start(folder);
    link = ProxiedLink.start(folder, "STRICT", server.port(), List.of("auto", "tcp"));
  }

  @AfterAll
  void stop() throws IOException {
    link.assertSecret(MARKER);
    link.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void query_isAnswered(Told told) {
    assertThat(psql(told).run("select '" + MARKER + "' || 1"))
        .isEqualTo(new Ended(0, MARKER + "1\n", ""));
  }

  @ParameterizedTest
  @EnumSource
  void copy_ofMegabytesInAndOut_isUnharmed(Told told) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      rows.append(i).append('\t').append("row ").append(i * 7919L % 100_003).append('x');
      rows.append("y".repeat(i % 60)).append('\n');
    }
    Path in = Files.writeString(folder.resolve("rows-" + told), rows);
    Path out = folder.resolve("copied-" + told);
    String table = "items_" + told;

    Ended copied =
        psql(told)
            .run(
                "create table " + table + " (id int, name text)",
                "\\copy " + table + " from '" + in + "'",
                "\\copy (select * from " + table + " order by id) to '" + out + "'");

    assertThat(copied.exit()).as(copied::stderr).isZero();
    assertThat(copied.stdout()).contains("COPY 100000");
    assertThat(Files.size(in)).isGreaterThan(4 << 20);
    assertThat(Files.mismatch(in, out)).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource
  void notification_ofAnotherSession_arrives(Told told) {
    try (ProgramProcess listening = psql(told).session("listening")) {
      listening.write("listen news;\n");
      listening.awaitLine("^LISTEN$");

      assertThat(psql(told).run("notify news, '" + MARKER + "'").exit()).isZero();

      // psql tells of what has come when a command is over.
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(
              () -> {
                listening.write("select 'over';\n");
                assertThat(listening.stdout())
                    .contains("notification \"news\" with payload \"" + MARKER + "\"");
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancelRequest_onAConnectionOfItsOwn_endsTheQuery(Told told) {
    String name = "sleeping-" + told;
    try (ProgramProcess sleeping = psql(told).session(name)) {
      sleeping.write("select pg_sleep(300);\n");
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(() -> assertThat(active(name)).isEqualTo("1\n"));

      ProgramProcess.run(List.of(InstalledPrograms.path("kill"), "-INT", "" + sleeping.pid()));

      assertThat(sleeping.awaitExit().stderr())
          .contains("ERROR:  canceling statement due to user request");
    }
  }

  @ParameterizedTest
  @EnumSource
  void connection_thatIsDenied_isAnErrorOfTheClient(Told told) throws IOException {
    try (ProgramProcess open = psql(told).session("open-" + told)) {
      open.write("select 'open';\n");
      open.awaitLine("^open$");

      link.deny("{\"from\":[{\"source\":{\"principals\":[\"*/ns/front/sa/client\"]}}]}");

      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(
              () -> {
                Ended denied = psql(told).run("select 1");
                assertThat(denied.exit()).isEqualTo(2);
                assertThat(denied.stdout()).isEmpty();
                assertThat(denied.stderr())
                    .startsWith("psql: error: connection to server at \"127.0.0.1\"");
              });
      assertThat(link.log()).contains("explicit-deny by back/rule[0]");
      // What was open when the policy came is cut.
      open.write("select 'still open';\n");
      assertThat(open.awaitExit().exit()).isEqualTo(2);
      assertThat(open.stdout()).doesNotContain("still open");
    } finally {
      link.allow();
    }
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(psql(told).run("select 1").exit()).isZero());
  }

  private Psql psql(Told told) {
    return new Psql(link.port(told.way));
  }

  /** How many sessions of that name work at something, as the server itself says. */
  private String active(String name) {
    return new Psql(server.port())
        .run(
            "select count(*) from pg_stat_activity where state = 'active'"
                + " and application_name = '"
                + name
                + "'")
        .stdout();
  }
}
