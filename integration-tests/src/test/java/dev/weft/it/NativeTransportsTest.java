package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.programs.NativeChoice;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which of Netty's native transports programs get: epoll, unless it is switched off, and no other.
 */
class NativeTransportsTest {
  private static final String REASON =
      "native transport: switched off by the Weft agent, which cannot protect it"
          + " (expected: the NIO transport)";

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

  @ParameterizedTest
  @CsvSource({"17,V41_EPOLL", "25,V42_EPOLL"})
  void epoll_byDefault_isThereAndWoven(int feature, NettyRelease release) throws Exception {
    AgentFlag flag = mesh.agent("back", "program");
    try (JvmProcess program = epoll(feature, release, flag)) {
      assertThat(program.awaitExit()).as(program::transcript).isZero();
      assertThat(program.stdout()).isEqualTo("available true\nbecause null\ngranted\n");
      assertThat(program.stderr()).isEmpty();
    }
    assertThat(transports(flag))
        .hasSize(2)
        .allMatch(line -> line.contains(" done=woven "))
        .anyMatch(line -> line.contains("name=\"Netty epoll\""));
  }

  @ParameterizedTest
  @CsvSource({"17,V41_EPOLL", "25,V42_EPOLL"})
  void epoll_switchedOff_isNotThereAndSaysWhy(int feature, NettyRelease release) throws Exception {
    AgentFlag flag = mesh.agent("back", "program", "native=off");
    try (JvmProcess program = epoll(feature, release, flag)) {
      assertRefused(program);
    }
    assertThat(transports(flag))
        .singleElement()
        .asString()
        .contains("type=io.netty.channel.epoll.Epoll done=\"switched off\"");
  }

  private static JvmProcess epoll(int feature, NettyRelease release, AgentFlag flag) {
    return release.start(
        Jdks.require(feature),
        flag.options(),
        NativeChoice.class,
        List.of(
            "io.netty.channel.epoll.Epoll", "io.netty.channel.epoll.EpollEventLoopGroup", "new"));
  }

  @ParameterizedTest
  @CsvSource({
    "17,io.netty.channel.uring.IoUring,io.netty.channel.uring.IoUringIoHandler,newFactory",
    "25,io.netty.channel.uring.IoUring,io.netty.channel.uring.IoUringIoHandler,newFactory",
    "17,io.netty.incubator.channel.uring.IOUring,io.netty.incubator.channel.uring.IOUringEventLoopGroup,new",
    "25,io.netty.channel.kqueue.KQueue,io.netty.channel.kqueue.KQueueIoHandler,newFactory"
  })
  void others_areNotThereAndSayWhy(int feature, String asked, String made, String maker)
      throws Exception {
    AgentFlag flag = mesh.agent("back", "program");
    Jdk jdk = Jdks.require(feature);
    try (JvmProcess program =
        JvmProcess.on(jdk)
            .options(flag.options())
            .options(jdk.allowingNativeCode())
            .start(
                ClassPath.with(List.of("netty-")) + uring(),
                NativeChoice.class,
                List.of(asked, made, maker))) {
      assertRefused(program);
    }
    // Those that share Netty's native sockets have these woven as well, and no use for it.
    assertThat(transports(flag))
        .anyMatch(line -> line.contains("type=" + asked + " done=\"switched off\""));
    assertThat(flag.lines()).noneMatch(line -> line.contains("event=unprotected"));
  }

  private static String uring() {
    StringBuilder path = new StringBuilder();
    for (String jar :
        List.of(
            "netty-transport-classes-io_uring-4.2.17.Final",
            "netty-transport-native-io_uring-4.2.17.Final-linux-x86_64",
            "netty-incubator-transport-classes-io_uring-0.0.26.Final",
            "netty-incubator-transport-native-io_uring-0.0.26.Final-linux-x86_64",
            "netty-transport-classes-kqueue-4.2.17.Final")) {
      path.append(File.pathSeparator)
          .append(Path.of(System.getProperty("weft.test.releases"), jar + ".jar"));
    }
    return path.toString();
  }

  /** As where the native library is missing. */
  private static void assertRefused(JvmProcess program) {
    assertThat(program.awaitExit()).as(program::transcript).isZero();
    assertThat(program.stdout().lines())
        .satisfiesExactly(
            one -> assertThat(one).isEqualTo("available false"),
            two -> assertThat(two).startsWith("because java."),
            three ->
                assertThat(three)
                    .isEqualTo("refused " + UnsatisfiedLinkError.class.getName() + ": " + REASON));
    assertThat(program.stderr()).isEmpty();
  }

  private static List<String> transports(AgentFlag flag) throws Exception {
    return flag.lines().stream().filter(line -> line.contains("event=native.transport")).toList();
  }
}
