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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Classes that JVMs share between runs: the program's still are, and none of the hooks is lost. */
class SharedClassesIT {
  private static final String MAIN = HelloProgram.class.getName();
  private static final String SHARED = " source: shared objects file";

  @TempDir Path folder;

  private Path app;
  private Path archive;
  private Path loaded;
  private Path log;

  @BeforeEach
  void writeApplication() throws IOException {
    app = TestJar.write(folder.resolve("app.jar"), Map.of(), HelloProgram.class);
    archive = folder.resolve("app.archive");
    loaded = folder.resolve("loaded.txt");
    log = folder.resolve("weft.log");
  }

  @ParameterizedTest
  @EnumSource
  void archiveOfClasses_madeWithoutTheAgent_isUsedAndNoHookIsMissing(TestJdk jdk) throws Exception {
    ForkedJvm.Result made =
        new ForkedJvm(jdk, folder)
            .with("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable")
            .with("-cp", app.toString(), MAIN)
            .run();
    assertThat(made).isEqualTo(new ForkedJvm.Result(0, "hello\n", ""));

    start(jdk, "-XX:SharedArchiveFile=" + archive);

    assertThat(Files.readAllLines(loaded)).anySatisfy(line -> isShared(line, MAIN));
    assertHooked();
  }

  @Test
  void aotCache_trainedWithTheAgent_isUsedForTheAgentTooAndNoHookIsInIt() throws Exception {
    ForkedJvm.Result trained =
        new ForkedJvm(TestJdk.JDK_25, folder)
            .with("-XX:AOTCacheOutput=" + archive, "-Xlog:disable")
            .withAgent()
            .with("-cp", app.toString(), MAIN)
            .run();
    assertThat(trained.exit()).as(trained.err()).isZero();

    start(TestJdk.JDK_25, "-XX:AOTCache=" + archive, "-XX:AOTMode=on");

    assertThat(Files.readAllLines(loaded))
        .anySatisfy(line -> isShared(line, MAIN))
        .anySatisfy(line -> isShared(line, "dev.weft.agent.AgentMain"));
    assertHooked();
  }

  @Test
  void aotCache_trainedWithoutTheAgent_isNotUsed() throws Exception {
    ForkedJvm.Result made =
        new ForkedJvm(TestJdk.JDK_25, folder)
            .with("-XX:AOTCacheOutput=" + archive, "-Xlog:disable")
            .with("-cp", app.toString(), MAIN)
            .run();
    assertThat(made.exit()).isZero();

    start(TestJdk.JDK_25, "-XX:AOTCache=" + archive);

    assertThat(Files.readAllLines(loaded)).noneSatisfy(line -> isShared(line, MAIN));
    assertHooked();
  }

  private static void isShared(String line, String type) {
    assertThat(line).contains(" " + type + " ").contains(SHARED);
  }

  private void start(TestJdk jdk, String... options) throws Exception {
    ForkedJvm.Result result =
        new ForkedJvm(jdk, folder)
            .with("-Xlog:disable", "-Xlog:class+load:file=" + loaded)
            .with(options)
            .withAgent("log.level=debug", "log.file=" + log)
            .with("-cp", app.toString(), MAIN)
            .run();
    assertThat(result).isEqualTo(new ForkedJvm.Result(0, "hello\n", ""));
  }

  /** The start refuses to go on without every hook; those of an archive would be of its making. */
  private void assertHooked() throws IOException {
    assertThat(Files.readString(log)).contains("event=agent.start ", "event=hooks woven_here=[]");
    assertThat(Files.readAllLines(loaded))
        .anySatisfy(line -> assertThat(line).contains(" sun.nio.ch.SocketDispatcher "))
        .noneSatisfy(line -> isShared(line, "sun.nio.ch.SocketDispatcher"));
  }
}
