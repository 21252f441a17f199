package dev.weft.it.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.contracts.SocketContracts;
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
 * A program checks what the JDK promises of sockets, over connections to itself: without the agent,
 * which shows that the checks are right, and with all of these connections meshed and STRICT; by
 * IPv4 and by IPv6, and with selectors of both kinds that the JDK has.
 */
class SocketContractsTest {
  /** The compiler that {@link JvmProcess} leaves out is needed for bulk encryption. */
  private static final List<String> COMPILERS = List.of("-XX:TieredStopAtLevel=4");

  /** A virtual thread that keeps its carrier while it waits would keep all others waiting. */
  private static final String ONE_CARRIER =
      "-Djdk.virtualThreadScheduler.parallelism=1 -Djdk.virtualThreadScheduler.maxPoolSize=1";

  /** What a program may choose in place of the selectors by epoll. */
  private static final String POLL = "sun.nio.ch.PollSelectorProvider";

  /** The themes that have to do with selectors. */
  private static final List<String> OF_SELECTORS =
      List.of(
          "streams.selector",
          "selecting.",
          "keys.",
          "connecting.",
          "backpressure.",
          "lastWords.",
          "oneThread.",
          "early.",
          "http.");

  /** There are more checks than this: a theme that is not found would go unnoticed. */
  private static final int MANY = 200;

  /** As {@link #MANY}, of those that have to do with selectors. */
  private static final int MANY_OF_SELECTORS = 60;

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

  @ParameterizedTest(name = "JDK {0} {1}")
  @CsvSource({"17, ''", "25, ''", "25, -Djava.net.preferIPv6Addresses=true"})
  void checks_withoutAgent_hold(int feature, String more) {
    assertHold(feature, options(more), List.of(), MANY);
  }

  @ParameterizedTest(name = "JDK {0} {1}")
  @CsvSource({
    "17, ''",
    "25, -esa -ea " + ONE_CARRIER,
    "17, -Djava.net.preferIPv6Addresses=true",
    "25, -Djava.net.preferIPv6Addresses=true"
  })
  void checks_meshed_hold(int feature, String more) throws Exception {
    List<String> options = options(more);
    options.add("-Dcontracts.meshed=true");
    options.addAll(mesh.agent("self", "contracts", "self=mesh").options());
    assertHold(feature, options, List.of(), MANY);
  }

  @ParameterizedTest(name = "JDK {0}, meshed: {1}")
  @CsvSource({"17, false", "17, true", "25, false", "25, true"})
  void checksOfSelectors_byPoll_hold(int feature, boolean meshed) throws Exception {
    List<String> options = options("-Djava.nio.channels.spi.SelectorProvider=" + POLL);
    if (meshed) {
      options.add("-Dcontracts.meshed=true");
      options.addAll(mesh.agent("self", "contracts", "self=mesh").options());
    }

    List<String> lines = assertHold(feature, options, OF_SELECTORS, MANY_OF_SELECTORS);

    assertThat(lines).contains("selectors " + POLL);
  }

  private static List<String> options(String more) {
    List<String> options = new ArrayList<>(COMPILERS);
    options.addAll(List.of(more.split(" ", -1)));
    options.remove("");
    return options;
  }

  /** Has a program do those checks, which are more than {@code least}; returns its output. */
  private static List<String> assertHold(
      int feature, List<String> options, List<String> checks, int least) {
    try (JvmProcess program =
        JvmProcess.on(Jdks.require(feature))
            .options(options)
            .start(ClassPath.with(List.of()), SocketContracts.class, checks)) {
      assertThat(program.awaitExit(JvmProcess.PATIENCE.multipliedBy(5)))
          .as(program::transcript)
          .isZero();
      List<String> lines = program.stdout().lines().toList();
      assertThat(lines).filteredOn(line -> line.startsWith("FAILED")).isEmpty();
      long kept = lines.stream().filter(line -> line.startsWith("ok ")).count();
      assertThat(lines).contains("done " + kept);
      assertThat(kept).isGreaterThan(least);
      assertThat(program.stderr()).isEmpty();
      return lines;
    }
  }
}
