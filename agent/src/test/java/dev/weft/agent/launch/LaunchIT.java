package dev.weft.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.testing.ForkedJvm;
import dev.weft.agent.testing.TestJar;
import dev.weft.agent.testing.TestJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged agent in JVMs of its own: what the application sees of it, and when it refuses. */
class LaunchIT {
  @TempDir Path folder;

  private Path app;

  @BeforeEach
  void writeApplication() throws IOException {
    app =
        TestJar.write(
            folder.resolve("app.jar"),
            Map.of(),
            HelloProgram.class,
            NosyProgram.class,
            AttachingProgram.class);
  }

  @ParameterizedTest
  @EnumSource
  void start_validSettings_leavesNoTrace(TestJdk jdk) throws Exception {
    Path loaded = folder.resolve("loaded.txt");
    ForkedJvm.Result result =
        new ForkedJvm(jdk, folder)
            .withAgent()
            .with("-Xlog:class+load:file=" + loaded)
            .with("-cp", app.toString(), HelloProgram.class.getName())
            .run();
    assertThat(result).isEqualTo(new ForkedJvm.Result(0, "hello\n", ""));
    assertThat(Files.readString(loaded))
        .contains("dev.weft.agent.AgentMain ", "dev.weft.bootstrap.AgentThread ")
        .doesNotContain(
            "java.util.logging.",
            "java.util.concurrent.ForkJoinPool ",
            "dev.weft.enforcer.trace.Tracer ");
  }

  @ParameterizedTest
  @EnumSource
  void application_looksForTheAgent_findsOnlyItsDoor(TestJdk jdk) throws Exception {
    ForkedJvm.Result result =
        new ForkedJvm(jdk, folder)
            .withAgent()
            .with("-cp", app.toString(), NosyProgram.class.getName())
            .with(ForkedJvm.agentJar().toString())
            .run();
    assertThat(result.err()).isEmpty();
    // The boot types cannot be hidden: what the JDK's classes can see, everybody can.
    assertThat(result.out().lines())
        .filteredOn(line -> !line.startsWith("class dev.weft.bootstrap."))
        // The command that attaches: nothing calls it here.
        .filteredOn(line -> !line.startsWith("class dev.weft.attach."))
        .satisfiesExactly(
            line -> assertThat(line).contains(AgentClassLoader.class.getName(), "AppClassLoader"),
            line -> assertThat(line).contains(ClassArchive.class.getName(), "AppClassLoader"),
            line -> assertThat(line).contains(ClassFile.class.getName(), "AppClassLoader"),
            line -> assertThat(line).contains(SpareBytes.class.getName(), "AppClassLoader"),
            line -> assertThat(line).contains(WeftAgent.class.getName(), "AppClassLoader"),
            line -> assertThat(line).isEqualTo("context AppClassLoader"));
  }

  @ParameterizedTest
  @EnumSource
  void start_flagTwice_secondDoesNothingAndIsLogged(TestJdk jdk) throws Exception {
    Path log = folder.resolve("weft.log");
    ForkedJvm.Result result =
        new ForkedJvm(jdk, folder)
            .withAgent("log.file=" + log)
            .withAgent()
            .with("-cp", app.toString(), HelloProgram.class.getName())
            .run();
    assertThat(result).isEqualTo(new ForkedJvm.Result(0, "hello\n", ""));
    assertThat(Files.readAllLines(log))
        // The program may have ended before it is told that there is no policy server.
        .filteredOn(line -> !line.contains("event=mesh.not.joined reason=UNREACHABLE"))
        .satisfiesExactly(
            line -> assertThat(line).contains("event=agent.start server=https://127.0.0.1:1"),
            line -> assertThat(line).contains("level=WARN event=agent.start.again"));
  }

  @ParameterizedTest
  @EnumSource
  void start_unknownSetting_refusesToRunAndSaysWhy(TestJdk jdk) throws Exception {
    ForkedJvm.Result result =
        new ForkedJvm(jdk, folder)
            .withAgent("handshake.timeuot=3s")
            .with("-cp", app.toString(), HelloProgram.class.getName())
            .run();
    assertThat(result.exit()).isNotZero();
    assertThat(result.out()).doesNotContain("hello");
    assertThat(result.err() + result.out())
        .contains(
            "weft agent: setting handshake.timeuot: unknown (did you mean handshake.timeout?)")
        .doesNotContain("weft-join-v1.id");
  }

  @ParameterizedTest
  @EnumSource
  void attach_withoutAPolicyServer_refusesAndTheProgramGoesOn(TestJdk jdk) throws Exception {
    Path log = folder.resolve("weft.log");
    ForkedJvm.Result result =
        new ForkedJvm(jdk, folder)
            .with("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading")
            .with("-cp", app.toString(), AttachingProgram.class.getName())
            .with(ForkedJvm.agentJar().toString(), ForkedJvm.SETTINGS + ",log.file=" + log)
            .run();
    assertThat(result.exit()).isZero();
    assertThat(result.out()).isEqualTo("refused\nrefused\n");
    // The JVM prints what an agent throws; the command attach asks for an answer instead.
    assertThat(result.err())
        .contains("weft agent: mesh: not joined within 1 ms: UNREACHABLE")
        .doesNotContain("weft-join-v1.id");
    assertThat(Files.readAllLines(log))
        .satisfiesExactly(
            line -> assertThat(line).contains("event=agent.attach server="),
            line -> assertThat(line).contains("event=attach.refused"),
            line -> assertThat(line).contains("event=agent.attach server="),
            line -> assertThat(line).contains("event=attach.refused"));
  }
}
