package dev.weft.it.beside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.ProgramProcess;
import dev.weft.it.harness.RecordingRelay;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.harness.TestMesh.AnnouncedRelay;
import dev.weft.it.programs.ObedientClient;
import dev.weft.it.programs.SocketChanger;
import dev.weft.it.programs.SocketChanger.Change;
import dev.weft.it.programs.SocketEcho;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another agent that changes the JDK's sockets in programs in STRICT, after Weft's hooks have gone
 * into them: they stay, and where its change cannot be with them the log tells of that.
 */
class LaterChangesTest {
  @TempDir private static Path folder;
  private static TestMesh mesh;

  @TempDir private Path outcomes;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  @ParameterizedTest(name = "{1}, first: {2}, JDK {0}")
  @CsvSource({
    "17,HARMLESS,true", "17,HARMLESS,false", "17,UNREADABLE,true", "17,PRISTINE,true",
    "25,HARMLESS,true", "25,HARMLESS,false", "25,UNREADABLE,true", "25,PRISTINE,true"
  })
  void sockets_changedByAnotherAgent_keepTheirHooks(int feature, Change change, boolean first)
      throws Exception {
    Jdk jdk = Jdks.require(feature);
    Path other = jar();
    AgentFlag ofServer = mesh.agent("back", "echo");
    AgentFlag ofClient = mesh.agent("front", "client");
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server =
            program(jdk, SocketEcho.class, List.of("0", "platform"), ofServer, other, first);
        ClientControl client =
            ClientControl.of(
                program(jdk, ObedientClient.class, List.of(), ofClient, other, first));
        ClientControl outside = ClientControl.start(jdk, List.of())) {
      RecordingRelay relay = announced.relay().forwardTo(server.awaitPort());
      assertThat(client.open("old", relay.port())).isEqualTo("ok");
      assertThat(client.say("old")).isEqualTo("ok");

      for (JvmProcess program : List.of(server, client.process())) {
        assertThat(changed(jdk, program, other, change))
            .contains("sun.nio.ch.Net changed")
            .contains("sun.nio.ch.NioSocketImpl changed")
            .contains("sun.nio.ch.SelChImpl changed")
            .contains("sun.nio.ch.SocketDispatcher changed")
            .contains("sun.nio.ch.IOUtil changed");
      }

      for (String kind : List.of("", "selector", "async")) {
        assertThat(client.open("new" + kind, relay.port(), kind)).isEqualTo("ok");
        assertThat(client.say("new" + kind)).isEqualTo("ok");
        assertThat(client.close("new" + kind)).isEqualTo("ok");
      }
      assertThat(client.say("old")).isEqualTo("ok");
      assertThat(outside.call(server.awaitPort())).startsWith("failed");
      assertThat(relay.flows())
          .hasSize(4)
          .allMatch(flow -> flow.toServer().startsWithTlsHandshake())
          .allMatch(flow -> flow.toClient().startsWithTlsHandshake());
      assertThat(server.stderr() + client.process().stderr()).isEmpty();
      for (AgentFlag flag : List.of(ofServer, ofClient)) {
        assertThat(flag.lines().stream().anyMatch(line -> line.contains("where=weave.again.")))
            .isEqualTo(change == Change.UNREADABLE);
      }
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void start_whereAHookCannotBeWoven_isRefused(int feature) throws Exception {
    List<String> options =
        new ArrayList<>(List.of("-javaagent:" + jar() + "=" + Change.UNREADABLE));
    options.addAll(mesh.agent("front", "client").options());
    try (JvmProcess program =
        JvmProcess.on(Jdks.require(feature))
            .options(options)
            .start(ClassPath.with(List.of()), ObedientClient.class, List.of())) {
      assertThat(program.awaitExit()).as(program::transcript).isNotZero();

      assertThat(program.stdout()).doesNotContain("ready");
      assertThat(program.stderr())
          .contains("weft agent: JVM: no hook in [", "NioSocketImpl.accept", "(expected: JDK 17");
    }
  }

  private static JvmProcess program(
      Jdk jdk,
      Class<?> main,
      List<String> arguments,
      AgentFlag flag,
      Path other,
      boolean otherFirst) {
    List<String> options = new ArrayList<>(List.of("-XX:+EnableDynamicAgentLoading"));
    if (otherFirst) {
      options.add("-javaagent:" + other);
    }
    options.addAll(flag.options());
    return JvmProcess.on(jdk).options(options).start(ClassPath.with(List.of()), main, arguments);
  }

  /** Has the other agent do its work, and tells what became of each class. */
  private List<String> changed(Jdk jdk, JvmProcess program, Path other, Change change)
      throws IOException {
    Path written = outcomes.resolve("" + program.pid());
    ProgramProcess.Ended ended =
        ProgramProcess.run(
            List.of(
                jdk.jcmd().toString(),
                "" + program.pid(),
                "JVMTI.agent_load",
                other.toString(),
                change + ":" + written));
    assertThat(written).as(ended + program.transcript()).exists();
    return Files.readAllLines(written);
  }

  /** A jar with nothing but a manifest: the class is on every program's class path. */
  private static Path jar() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", SocketChanger.class.getName());
    manifest.getMainAttributes().putValue("Agent-Class", SocketChanger.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    Path jar = Files.createTempFile(folder, "other", ".jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }
}
