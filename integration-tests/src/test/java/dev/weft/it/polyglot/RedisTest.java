package dev.weft.it.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.InstalledPrograms;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NeedsPrograms;
import dev.weft.it.harness.ProgramProcess;
import dev.weft.it.harness.ProgramProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** redis-cli and Redis: many small messages, messages that nobody asked for, and long silence. */
@NeedsPrograms({"redis-server", "redis-cli", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisTest {
  private static final String MARKER = "for-one-pair-of-eyes";

  /** Longer than the proxies look at a silent connection, and than they wait for a handshake. */
  private static final Duration SILENCE = Duration.ofSeconds(11);

  private RedisServer server;
  private ProxiedLink link;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = RedisServer.start(folder);
    link = ProxiedLink.start(folder, "STRICT", server.port(), List.of("auto"));
  }

  @AfterAll
  void stop() throws IOException {
    link.assertSecret(MARKER);
    link.close();
    server.close();
  }

  @Test
  void pipe_ofManyCommands_eachIsAnswered() {
    StringBuilder commands = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      commands.append("SET piped:").append(i).append(' ').append(MARKER).append(i).append("\r\n");
    }
    try (ProgramProcess pipe = ProgramProcess.start(command(link.port(0), "--pipe"))) {
      pipe.write(commands.toString());
      pipe.endInput();

      assertThat(pipe.awaitExit().stdout()).contains("errors: 0, replies: 50000");
    }
    assertThat(cli(link.port(0), "GET", "piped:49999").stdout()).isEqualTo(MARKER + "49999\n");
  }

  @Test
  void message_toASubscriber_arrives() {
    try (ProgramProcess subscriber =
        ProgramProcess.start(command(link.port(0), "SUBSCRIBE", "news"))) {
      subscriber.awaitLine("^subscribe$");
      subscriber.awaitLine("^1$");

      assertThat(cli(link.port(0), "PUBLISH", "news", MARKER).stdout()).isEqualTo("1\n");

      subscriber.awaitLine("^" + MARKER + "$");
    }
  }

  @Test
  void blockedRead_silentForLong_isAnsweredInTheEnd() {
    try (ProgramProcess blocked =
        ProgramProcess.start(command(link.port(0), "BLPOP", "queue", "50"))) {
      // The server counts how long the connection has said nothing.
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(() -> assertThat(blockedFor()).isGreaterThan(SILENCE.toSeconds()));

      assertThat(cli(link.port(0), "RPUSH", "queue", MARKER).stdout()).isEqualTo("1\n");

      assertThat(blocked.awaitExit()).isEqualTo(new Ended(0, "queue\n" + MARKER + "\n", ""));
    }
  }

  @Test
  void client_thatIsDenied_isCutOff() throws IOException {
    link.deny("{\"from\":[{\"source\":{\"namespaces\":[\"front\"]}}]}");
    try {
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(
              () -> assertThat(cli(link.port(0), "PING").stdout()).doesNotContain("PONG"));
      assertThat(link.log()).contains("explicit-deny by back/rule[0]");
    } finally {
      link.allow();
    }
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(cli(link.port(0), "PING").stdout()).isEqualTo("PONG\n"));
  }

  /** For how many seconds the client that waits for the queue has been silent; -1 for none. */
  private long blockedFor() {
    String clients = cli(server.port(), "CLIENT", "LIST").stdout();
    return clients
        .lines()
        .filter(line -> line.contains(" cmd=blpop "))
        .map(line -> line.replaceFirst(".* idle=(\\d+) .*", "$1"))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(-1);
  }

  private static Ended cli(int port, String... arguments) {
    return ProgramProcess.run(command(port, arguments));
  }

  private static List<String> command(int port, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(InstalledPrograms.path("redis-cli"), "--raw", "-p", "" + port));
    command.addAll(List.of(arguments));
    return command;
  }
}
