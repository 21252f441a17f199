package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Collector;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.ServletRelease;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.ServletContexts;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What servlet containers call back by themselves: hundreds of requests at once, each of which has
 * its own context in {@code AsyncContext.start}, after a dispatch, in listeners of reads, writes,
 * timeouts and the end, and nothing is left on a thread.
 */
class ServletContextsTest {
  private static final int REQUESTS = 664;

  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "PERMISSIVE");
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  @ParameterizedTest
  @EnumSource
  void callbacks_ofManyRequests_haveTheirOwnContextsAndLeaveNone(ServletRelease release)
      throws Exception {
    TestMesh.AgentFlag agent = mesh.agent("back", "servlets");
    List<String> options = new ArrayList<>(agent.options());
    Collector collector = Collector.start();
    options.addAll(collector.options());
    try (collector;
        JvmProcess program =
            JvmProcess.on(Jdks.require(release.jdk()))
                .options(options)
                .start(
                    release.classPath(ClassPath.with(release.ofTests())),
                    ServletContexts.class,
                    List.of(release.container(), release.api()))) {
      program.awaitLine("^listening");

      assertThat(
              program
                  .stdout()
                  .lines()
                  .filter(it -> !it.startsWith("span ") && !it.startsWith("listening")))
          .containsExactly(
              "flows asked=400 wrong=0",
              "timeouts asked=40 wrong=0",
              "reads asked=200 wrong=0",
              "floods asked=24 wrong=0",
              "completed all=true wrong=0",
              "leaks=0",
              "done");
      List<String> spans = program.stdout().lines().filter(it -> it.startsWith("span ")).toList();
      assertThat(spans).hasSize(REQUESTS);
      assertServed(spans, collector);
      assertThat(agent.lines())
          .anySatisfy(it -> assertThat(it).contains("http.library", release.woven(), "woven"))
          .noneSatisfy(it -> assertThat(it).contains("left as it is, not traced"))
          .noneSatisfy(it -> assertThat(it).contains("event=fault"));
    }
  }

  /** That each was the span of its request, under its caller; lines are {@code span TRACE SPAN}. */
  private static void assertServed(List<String> lines, Collector collector) {
    for (String line : lines.subList(lines.size() - 100, lines.size())) {
      String[] parts = line.split(" ", -1);
      Span span = collector.awaitSpan(parts[1]);
      assertThat(Collector.hex(span.getSpanId().toByteArray())).isEqualTo(parts[2]);
      assertThat(Collector.hex(span.getParentSpanId().toByteArray())).isEqualTo("00f067aa0ba902b7");
    }
  }
}
