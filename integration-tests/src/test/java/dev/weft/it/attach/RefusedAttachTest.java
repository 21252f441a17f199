package dev.weft.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.attach.Attach.Outcome;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.EpollEcho;
import dev.weft.it.programs.StubbornAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attach that is refused says why, and the program is as it was. */
class RefusedAttachTest {
  /** What {@link StubbornAgent} says. */
  private static final String AGAIN = "again java/util/concurrent/ThreadPoolExecutor\n";

  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void attach_refused_leavesTheProgramAsItWas(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    String nowhere = "server=https://127.0.0.1:" + FreePort.pick() + ",startup.timeout=1s";
    String token = mesh.admin().joinToken("back", "echo", "10m", 1);
    try (JvmProcess server = Server.SOCKET.start(jdk);
        ClientControl outside = ClientControl.start(jdk, List.of())) {
      int port = server.awaitPort();
      assertThat(outside.open("old", port)).isEqualTo("ok");

      Outcome malformed = Attach.run(jdk, server, nowhere + ",sniff.timeuot=1s");
      assertThat(malformed.exit()).isEqualTo(1);
      assertThat(malformed.err())
          .isEqualTo("weft agent: setting sniff.timeuot: unknown (did you mean sniff.timeout?)\n");
      Outcome unreachable = Attach.run(jdk, server, nowhere + ",join=" + token);
      assertThat(unreachable.exit()).isEqualTo(1);
      assertThat(unreachable.err())
          .startsWith("weft agent: mesh: not joined within 1000 ms: UNREACHABLE")
          .doesNotContain(token);

      assertThat(outside.say("old")).isEqualTo("ok");
      assertThat(outside.call(port)).isEqualTo("ok");
      assertThat(server.stderr() + server.stdout()).isEqualTo("listening " + port + "\n");
      Attach.awaitNoAgentThreads(server);

      Attach.attached(jdk, server, mesh.agent("back", "echo").settings());
      assertThat(Attach.agentThreads(server)).isNotEmpty();
      assertThat(outside.call(port)).startsWith("failed");
      assertThat(outside.say("old")).isEqualTo("ok");
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void attach_whereAHookCannotBeWoven_givesBackTheOthers(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (JvmProcess server = Server.SOCKET.start(jdk, List.of("-javaagent:" + stubbornAgent()));
        ClientControl outside = ClientControl.start(jdk, List.of())) {
      int port = server.awaitPort();

      Outcome outcome = Attach.run(jdk, server, mesh.agent("back", "echo").settings());

      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.err()).startsWith("weft agent: JVM: no hook in [");
      assertThat(outcome.err()).contains("NioSocketImpl.accept").hasLineCount(1);
      // Woven, and given back.
      assertThat(server.stdout()).containsOnlyOnce("listening").contains(AGAIN + AGAIN);
      assertThat(outside.call(port)).isEqualTo("ok");
      Attach.awaitNoAgentThreads(server);

      Attach.attached(jdk, server, mesh.agent("back", "echo").settings());
      assertThat(outside.call(port)).startsWith("failed");
      assertThat(server.stdout()).doesNotContain(AGAIN + AGAIN + AGAIN + AGAIN);
      assertThat(server.stderr()).isEmpty();
    }
  }

  /** A jar with nothing but a manifest: the class is on every program's class path. */
  private static Path stubbornAgent() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", StubbornAgent.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    Path jar = Files.createTempFile(folder, "stubborn", ".jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void attach_whereTheAgentRuns_isRefusedAndChangesNothing(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    Outcome already = new Outcome(1, "", "weft agent: already running in this program\n");
    try (JvmProcess attached = Server.SOCKET.start(jdk);
        JvmProcess flagged = Server.SOCKET.start(jdk, mesh.agent("back", "echo").options());
        ClientControl inside = ClientControl.start(jdk, mesh.agent("front", "client").options())) {
      int port = attached.awaitPort();
      int other = flagged.awaitPort();
      Attach.attached(jdk, attached, mesh.agent("back", "echo").settings());

      assertThat(Attach.run(jdk, attached, "server=https://127.0.0.1:1")).isEqualTo(already);
      assertThat(Attach.run(jdk, flagged, "server=https://127.0.0.1:1")).isEqualTo(already);

      assertThat(inside.call(port)).isEqualTo("ok");
      assertThat(inside.call(other)).isEqualTo("ok");
      assertThat(attached.stderr() + flagged.stderr()).isEmpty();
    }
  }

  @Test
  void attach_programOnNativeSockets_isRefused() throws Exception {
    Jdk jdk = Jdks.require(17);
    try (JvmProcess server =
            NettyRelease.V41_EPOLL.start(jdk, Attach.OPTIONS, EpollEcho.class, List.of("0"));
        ClientControl outside = ClientControl.start(jdk, List.of())) {
      int port = server.awaitPort();

      Outcome outcome = Attach.run(jdk, server, mesh.agent("back", "echo").settings());

      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.err())
          .startsWith("weft agent: program: uses native sockets, io.netty.channel.epoll.Epoll");
      assertThat(outside.call(port)).isEqualTo("ok");
    }
  }

  @Test
  void attach_toNoJvm_isRefusedInOneSentence() {
    Jdk jdk = Jdks.require(17);
    assertThat(Attach.run(jdk, List.of("attach", "x1")))
        .isEqualTo(
            new Outcome(
                2, "", "pid: x1 (expected: the number of a process, as jcmd lists them)\n"));
    Outcome gone = Attach.run(jdk, List.of("attach", "4194303"));
    assertThat(gone.exit()).isEqualTo(1);
    assertThat(gone.err()).startsWith("pid: 4194303 cannot be attached to, ").hasLineCount(1);
    assertThat(Attach.run(jdk, List.of("leave", "1")).exit()).isEqualTo(2);
  }
}
