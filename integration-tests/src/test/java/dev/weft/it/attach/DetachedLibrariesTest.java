package dev.weft.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.attach.Attach.Outcome;
import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RawHttpControl;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.programs.LateHttp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries that were woven while the agent was there stay so, and work as without it. */
class DetachedLibrariesTest {
  private static final String ASK = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @TempDir private Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void librariesLoadedUnderTheAgent_afterADetach_workInThePlain(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        JvmProcess program =
            JvmProcess.on(jdk)
                .options(Attach.OPTIONS)
                .start(ClassPath.with(List.of()), LateHttp.class, List.of());
        RawHttpControl outside = RawHttpControl.start(jdk, List.of());
        RawHttpControl inside =
            RawHttpControl.start(jdk, mesh.agent("front", "client").options())) {
      program.awaitLine("^ready$");
      AgentFlag flag = mesh.agent("back", "late");
      Attach.attached(jdk, program, flag.settings());
      program.writeLine("serve");
      int port = program.awaitPort();
      assertThat(inside.send(port, ASK)).startsWith("200");
      program.writeLine("fetch " + port);
      assertThat(program.awaitLine("^fetched 1 (.*)$").group(1)).isEqualTo("200");

      Outcome outcome = Attach.detach(jdk, program, "drain=60s,force=true");

      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.out())
          .matches("pid \\d+: detached; woven HTTP libraries stay so, and do nothing: \\d+\n");
      Attach.awaitNoAgentThreads(program);
      assertThat(outside.send(port, ASK)).startsWith("200");
      assertThat(inside.send(port, ASK)).startsWith("200");
      program.writeLine("fetch " + port);
      assertThat(program.awaitLine("^fetched 2 (.*)$").group(1)).isEqualTo("200");

      Attach.attached(jdk, program, mesh.agent("back", "late").settings());

      assertThat(inside.send(port, ASK)).startsWith("200");
      assertThat(outside.send(port, ASK)).startsWith("200");
      assertThat(program.stderr()).isEmpty();
      assertThat(flag.lines()).noneMatch(line -> line.contains("event=fault"));
    }
  }
}
