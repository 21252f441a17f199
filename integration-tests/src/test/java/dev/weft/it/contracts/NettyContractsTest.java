package dev.weft.it.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.contracts.NettyContracts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A program checks what Netty's channels promise, on epoll and on the JDK's sockets, over
 * connections to itself: without the agent, which shows that the checks are right, and with all of
 * these connections meshed and STRICT.
 */
class NettyContractsTest {
  private static final List<String> KINDS = List.of("nio.", "edge.", "level.");

  private static final List<String> THEMES =
      List.of("reading.", "writing.", "ending.", "connecting.", "loops.");

  /** What only holds with the agent: a defect of Netty's that is mended, and what is refused. */
  private static final String MESHED = "meshed.";

  /** There are more checks than this: a theme that is not found would go unnoticed. */
  private static final int MANY = 120;

  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("self", "STRICT");
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  @ParameterizedTest(name = "Netty {1} on JDK {0}")
  @CsvSource({"17, V41_EPOLL", "25, V42_EPOLL"})
  void checks_withoutAgent_hold(int feature, NettyRelease release) {
    assertHold(feature, release, List.of(), THEMES);
  }

  @ParameterizedTest(name = "Netty {1} on JDK {0}")
  @CsvSource({
    "17, V41_EPOLL",
    "25, V42_EPOLL",
    "25, V41_EPOLL",
    "17, V42_EPOLL",
    "17, V41_53_EPOLL"
  })
  void checks_meshed_hold(int feature, NettyRelease release) throws Exception {
    List<String> themes = new ArrayList<>(THEMES);
    themes.add(MESHED);
    assertHold(feature, release, mesh.agent("self", "contracts", "self=mesh").options(), themes);
  }

  private static void assertHold(
      int feature, NettyRelease release, List<String> options, List<String> themes) {
    List<String> names = new ArrayList<>();
    for (String kind : KINDS) {
      themes.forEach(theme -> names.add(kind + theme));
    }
    Jdk jdk = Jdks.require(feature);
    try (JvmProcess program = release.start(jdk, options, NettyContracts.class, names)) {
      assertThat(program.awaitExit(JvmProcess.PATIENCE.multipliedBy(5)))
          .as(program::transcript)
          .isZero();
      List<String> lines = program.stdout().lines().toList();
      assertThat(lines).filteredOn(line -> line.startsWith("FAILED")).isEmpty();
      long kept = lines.stream().filter(line -> line.startsWith("ok ")).count();
      assertThat(lines).contains("done " + kept);
      assertThat(kept).isGreaterThan(MANY);
      assertThat(program.stderr()).isEmpty();
    }
  }
}
