package dev.weft.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.testing.ForkedJvm;
import dev.weft.agent.testing.TestJar;
import dev.weft.agent.testing.TestJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rewritten JDK classes reach the boot types, at no cost to the application. */
class BootTypesIT {
  private static final String WOVEN = "woven, agent thread: false\n";

  @TempDir Path folder;

  private Path app;
  private Path probe;
  private Path idle;

  @BeforeEach
  void writeJars() throws IOException {
    app = TestJar.write(folder.resolve("app.jar"), Map.of(), ProbedProgram.class);
    String byteBuddy =
        ByteBuddy.class.getProtectionDomain().getCodeSource().getLocation().toString();
    probe =
        TestJar.write(
            folder.resolve("probe.jar"),
            Map.of(
                "Premain-Class",
                ProbeAgent.class.getName(),
                "Can-Retransform-Classes",
                "true",
                "Class-Path",
                byteBuddy),
            ProbeAgent.class,
            ProbeAgent.Weaver.class,
            ProbeAdvice.class);
    idle =
        TestJar.write(
            folder.resolve("idle.jar"),
            Map.of("Premain-Class", IdleAgent.class.getName()),
            IdleAgent.class);
  }

  @ParameterizedTest
  @EnumSource
  void inject_jdkClassRewritten_callsBootTypeAndPrintsNothing(TestJdk jdk) throws Exception {
    ForkedJvm.Result result =
        new ForkedJvm(jdk, folder)
            .withAgent()
            .with("-javaagent:" + probe)
            .with("-cp", app.toString(), ProbedProgram.class.getName())
            .run();
    assertThat(result).isEqualTo(new ForkedJvm.Result(0, WOVEN, ""));
  }

  @ParameterizedTest
  @EnumSource
  void inject_archiveMadeWithoutAgent_isUsedWithIt(TestJdk jdk) throws Exception {
    Path archive = folder.resolve("app.jsa");
    ForkedJvm.Result dump =
        new ForkedJvm(jdk, folder)
            .with("-XX:ArchiveClassesAtExit=" + archive)
            .with("-cp", app.toString(), ProbedProgram.class.getName())
            .run();
    assertThat(dump.exit()).as(dump.err()).isZero();
    Path loaded = folder.resolve("loaded.txt");
    ForkedJvm.Result result =
        withArchive(jdk, archive)
            .with("-Xlog:class+load:file=" + loaded)
            .withAgent()
            .with("-javaagent:" + probe)
            .with("-cp", app.toString(), ProbedProgram.class.getName())
            .run();
    // JDK 25 says something on stdout about any agent and an archive made without one.
    ForkedJvm.Result control =
        withArchive(jdk, archive)
            .with("-javaagent:" + idle)
            .with("-cp", app.toString(), ProbedProgram.class.getName())
            .run();
    assertThat(result.err()).isEqualTo(control.err()).isEmpty();
    assertThat(jvmLines(result.out())).isEqualTo(jvmLines(control.out()));
    assertThat(result.out()).endsWith(WOVEN);
    assertThat(Files.readAllLines(loaded))
        .filteredOn(line -> line.contains(ProbedProgram.class.getName() + " "))
        .singleElement()
        .asString()
        .endsWith("source: shared objects file (top)");
  }

  private ForkedJvm withArchive(TestJdk jdk, Path archive) {
    return new ForkedJvm(jdk, folder).with("-XX:SharedArchiveFile=" + archive);
  }

  /** The lines that the JVM's own logging wrote, without their times. */
  private static List<String> jvmLines(String out) {
    return out.lines()
        .filter(line -> line.startsWith("["))
        .map(line -> line.substring(line.indexOf(']')))
        .toList();
  }
}
