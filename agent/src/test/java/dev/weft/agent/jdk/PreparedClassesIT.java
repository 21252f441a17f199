package dev.weft.agent.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.boot.ProbeAdvice;
import dev.weft.agent.boot.ProbeAgent;
import dev.weft.agent.launch.HelloProgram;
import dev.weft.agent.testing.ForkedJvm;
import dev.weft.agent.testing.TestJar;
import dev.weft.agent.testing.TestJdk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Prepared classes are used where they fit, and Byte Buddy weaves where they do not. */
class PreparedClassesIT {
  private static final String PREPARED = "inst/dev/weft/agent/jdk/prepared/";
  private static final ForkedJvm.Result HELLO = new ForkedJvm.Result(0, "hello\n", "");

  @TempDir Path folder;

  private Path app;
  private Path log;
  private Path loaded;

  @BeforeEach
  void writeApplication() throws IOException {
    app = TestJar.write(folder.resolve("app.jar"), Map.of(), HelloProgram.class);
    log = folder.resolve("weft.log");
    loaded = folder.resolve("loaded.txt");
  }

  @ParameterizedTest
  @EnumSource
  void start_jdkKnownToTheBuild_doesWithoutByteBuddy(TestJdk jdk) throws Exception {
    assertThat(run(agent(jdk, ForkedJvm.agentJar()))).isEqualTo(HELLO);
    assertThat(Files.readString(log)).contains("event=hooks woven_here=[]");
    assertThat(Files.readString(loaded))
        .contains("sun.nio.ch.SocketDispatcher ")
        .doesNotContain("shaded.bytebuddy");
  }

  @ParameterizedTest
  @EnumSource
  void start_nothingPrepared_weavesEverythingHere(TestJdk jdk) throws Exception {
    assertThat(run(agent(jdk, unprepared()))).isEqualTo(HELLO);
    assertThat(Files.readString(log))
        .contains("event=hooks", "sun.nio.ch.SocketDispatcher", "sun.nio.ch.FileChannelImpl");
  }

  @ParameterizedTest
  @EnumSource
  void start_otherAgentChangedAClass_weavesThatOneHere(TestJdk jdk) throws Exception {
    String byteBuddy =
        ByteBuddy.class.getProtectionDomain().getCodeSource().getLocation().toString();
    Path probe =
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
            Class.forName(ProbeAgent.class.getName() + "$Weaver"),
            ProbeAdvice.class);
    ForkedJvm jvm = new ForkedJvm(jdk, folder).with("-javaagent:" + probe);
    assertThat(run(agent(jvm, ForkedJvm.agentJar()))).isEqualTo(HELLO);
    assertThat(Files.readString(log)).contains("sun.nio.ch.SocketChannelImpl");
  }

  private ForkedJvm agent(TestJdk jdk, Path jar) {
    return agent(new ForkedJvm(jdk, folder), jar);
  }

  private ForkedJvm agent(ForkedJvm jvm, Path jar) {
    return jvm.with(
        "-javaagent:" + jar + "=" + ForkedJvm.SETTINGS + ",log.level=debug,log.file=" + log);
  }

  private ForkedJvm.Result run(ForkedJvm jvm) throws IOException, InterruptedException {
    return jvm.with("-Xlog:class+load:file=" + loaded)
        .with("-cp", app.toString(), HelloProgram.class.getName())
        .run();
  }

  /** The agent's jar without its prepared classes. */
  private Path unprepared() throws IOException {
    Path copy = folder.resolve("unprepared.jar");
    try (ZipFile jar = new ZipFile(ForkedJvm.agentJar().toFile());
        OutputStream file = Files.newOutputStream(copy);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.getName().startsWith(PREPARED)) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(out);
          }
        }
      }
    }
    return copy;
  }
}
