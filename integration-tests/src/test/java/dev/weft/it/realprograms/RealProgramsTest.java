package dev.weft.it.realprograms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.OwnNamespaces;
import dev.weft.it.harness.OwnNamespaces.Ended;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs as they are released do with the agent what they do without it, and with it each byte
 * between them is one of TLS. {@code -Dweft.realprograms=all} runs each of them both ways.
 */
class RealProgramsTest {
  private static final boolean ALL = "all".equals(System.getProperty("weft.realprograms"));
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir private Path folder;

  @BeforeAll
  static void require() throws Exception {
    Jdks.require(17);
    Jdks.require(25);
    OwnNamespaces.require(List.of("ip", "python3", "unshare"));
  }

  static Set<Program> withAgents() {
    return ALL ? EnumSet.allOf(Program.class) : EnumSet.complementOf(EnumSet.of(Program.CASSANDRA));
  }

  /** One that needs no long time shows that what is in the clear would be seen. */
  static Set<Program> withoutAgents() {
    return ALL ? EnumSet.allOf(Program.class) : EnumSet.of(Program.ZOOKEEPER);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withAgents")
  void program_withAgents_isTlsFromFirstByteToLast(Program program) throws Exception {
    Traffic traffic = traffic(program, true);

    Set<Integer> outsiders = program.scenario().outsiders();
    List<TcpFlow> used = new ArrayList<>();
    List<TcpFlow> refused = new ArrayList<>();
    for (TcpFlow flow : traffic.flows()) {
      if (outsiders.stream().anyMatch(member -> flow.isOf(Stage.address(member)))) {
        refused.add(flow);
      } else if (flow.isUsed()) {
        used.add(flow);
      }
    }
    assertThat(used).hasSizeGreaterThan(2).allMatch(TcpFlow::isTls);
    assertThat(refused)
        .hasSizeGreaterThanOrEqualTo(outsiders.size())
        .noneMatch(TcpFlow::isAnswered);
    assertThat(traffic.sawInTheClear(program.scenario().marker())).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withoutAgents")
  void program_withoutAgents_isReadableOnTheWire(Program program) throws Exception {
    Traffic traffic = traffic(program, false);

    assertThat(traffic.sawInTheClear(program.scenario().marker())).isTrue();
    assertThat(traffic.flows()).isNotEmpty().noneMatch(TcpFlow::isTls);
  }

  private Traffic traffic(Program program, boolean withAgents) throws Exception {
    Path frames = folder.resolve("frames");
    Ended ended =
        OwnNamespaces.run(
            resource("members.sh"),
            List.of(),
            RecordedRun.class,
            List.of(
                program.name(),
                "" + withAgents,
                folder.toString(),
                resource("capture.py").toString(),
                frames.toString()),
            folder,
            LIMIT);
    assertThat(ended.exit()).as(ended.transcript()).isZero();
    return Traffic.read(frames);
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(RealProgramsTest.class.getResource(name)).toURI());
  }
}
