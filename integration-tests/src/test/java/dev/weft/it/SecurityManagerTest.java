package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.programs.Restricted;
import dev.weft.it.programs.contracts.SocketContracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program whose security manager lets it do with sockets what it needs and nothing else: it can
 * do as much with the agent as without, and no more.
 */
class SecurityManagerTest {
  /** Some of every kind of socket and of the JDK's HTTP. */
  private static final List<String> CHECKS =
      List.of(
          "streams.socket.sizes",
          "streams.vector.sizes",
          "streams.adaptor.sizes",
          "streams.channel.",
          "streams.selector.",
          "streams.async.",
          "early.",
          "lastWords.",
          "oneThread.",
          "http.");

  /** There are more checks than this. */
  private static final int MANY = 60;

  private static final String OF_PROGRAM =
      """
      grant codeBase "file:%s/" {
        permission java.net.SocketPermission "127.0.0.1:1024-", "connect,accept,resolve";
        permission java.net.SocketPermission "localhost:0", "listen,resolve";
        permission java.net.SocketPermission "0.0.0.0", "connect,resolve";
        permission java.net.URLPermission "http://127.0.0.1:*/-", "*:*";
        permission java.lang.RuntimePermission "modifyThread";
        permission java.lang.RuntimePermission "exitVM.0";
      };
      """;

  private static final String OF_AGENT =
      """
      grant codeBase "file:%s" { permission java.security.AllPermission; };
      """;

  @TempDir private static Path folder;
  private static TestMesh mesh;
  private static Path withoutAgent;
  private static Path withAgent;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("self", "STRICT");
    mesh.admin().mode("web", "STRICT");
    mesh.admin()
        .authorize(
            "web",
            "no-secrets",
            """
            {"action": "DENY", "rules": [{"to": [{"operation": {"paths": ["/secret"]}}]}]}
            """);
    String program = OF_PROGRAM.formatted(ClassPath.with(List.of()));
    withoutAgent = Files.writeString(folder.resolve("without.policy"), program);
    withAgent =
        Files.writeString(
            folder.resolve("with.policy"),
            program + OF_AGENT.formatted(System.getProperty("weft.agent.jar")));
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  @Test
  void checks_withoutAgent_hold() {
    assertHold(underManager(withoutAgent));
  }

  @Test
  void checks_meshed_hold() throws Exception {
    AgentFlag agent = mesh.agent("self", "contracts", "self=mesh");
    List<String> options = underManager(withAgent);
    options.addAll(agent.options());

    assertHold(options);
    assertNothingFailedInside(agent);
  }

  private static void assertHold(List<String> options) {
    try (JvmProcess program = start(options, SocketContracts.class, CHECKS)) {
      assertThat(program.awaitExit(JvmProcess.PATIENCE.multipliedBy(2)))
          .as(program::transcript)
          .isZero();
      List<String> lines = program.stdout().lines().toList();
      assertThat(lines).filteredOn(line -> line.startsWith("FAILED")).isEmpty();
      assertThat(lines.stream().filter(line -> line.startsWith("ok ")).count()).isGreaterThan(MANY);
    }
  }

  @Test
  void whatIsRefused_isRefusedTheSame() throws Exception {
    assertRefusedTheSame(underManager(withoutAgent), underManager(withAgent), List.of("/public"));
  }

  @Test
  void whatIsRefused_byAManagerThatTheProgramSets_isRefusedTheSame() throws Exception {
    List<String> options =
        List.of("-Djava.security.manager=allow", "-Djava.security.policy==" + withoutAgent);

    assertRefusedTheSame(options, options, List.of(Restricted.SETS_MANAGER, "/public"));
  }

  private static void assertRefusedTheSame(
      List<String> plainly, List<String> withFlag, List<String> arguments) throws Exception {
    AgentFlag agent = mesh.agent("self", "restricted", "self=mesh");
    List<String> options = new ArrayList<>(withFlag);
    options.addAll(agent.options());
    try (JvmProcess plain = start(plainly, Restricted.class, arguments);
        JvmProcess meshed = start(options, Restricted.class, arguments)) {
      assertThat(plain.awaitExit()).as(plain::transcript).isZero();
      assertThat(meshed.awaitExit()).as(meshed::transcript).isZero();

      assertThat(plain.stdout())
          .contains("accept: java.security.AccessControlException", "client /public: 200 /public");
      assertThat(meshed.stdout()).isEqualTo(plain.stdout());
      assertThat(meshed.stderr()).isEqualTo(plain.stderr());
    }
    assertNothingFailedInside(agent);
  }

  @Test
  void requests_areJudged() throws Exception {
    AgentFlag agent = mesh.agent("web", "restricted", "self=mesh");
    List<String> options = underManager(withAgent);
    options.addAll(agent.options());
    try (JvmProcess program = start(options, Restricted.class, List.of("/public", "/secret"))) {
      assertThat(program.awaitExit()).as(program::transcript).isZero();

      assertThat(program.stdout())
          .contains("client /public: 200 /public\nconnection /public: 200 OK\nclient /secret: 403")
          .contains("connection /secret: 403 Forbidden");
    }
    assertNothingFailedInside(agent);
  }

  @Test
  void start_whereThePolicyHasNothingForTheAgent_isRefused() throws Exception {
    List<String> options = underManager(withoutAgent);
    options.addAll(mesh.agent("self", "restricted").options());
    try (JvmProcess program = start(options, Restricted.class, List.of())) {
      assertThat(program.awaitExit()).as(program::transcript).isNotZero();

      assertThat(program.stdout()).doesNotContain("property");
      assertThat(program.stderr())
          .contains("weft agent: security manager: it refuses the agent's jar");
    }
  }

  private static List<String> underManager(Path policy) {
    return new ArrayList<>(List.of("-Djava.security.manager", "-Djava.security.policy==" + policy));
  }

  private static JvmProcess start(List<String> options, Class<?> main, List<String> arguments) {
    return JvmProcess.on(Jdks.require(17))
        .options(options)
        .start(ClassPath.with(List.of()), main, arguments);
  }

  private static void assertNothingFailedInside(AgentFlag agent) throws IOException {
    assertThat(agent.lines()).isNotEmpty();
    assertThat(agent.lines())
        .noneMatch(line -> line.contains("event=fault") || line.contains("event=unprotected"));
  }
}
