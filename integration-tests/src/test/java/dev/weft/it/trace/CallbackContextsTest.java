package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Collector;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.JettyCallbacks;
import dev.weft.it.programs.NettyExecutors;
import dev.weft.it.programs.UndertowChannels;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What servers without servlets call back by themselves: a thousand requests at once, each of which
 * has its own context in callbacks of writes, listeners of channels and handlers with executors of
 * their own. What is asked there is a child of the request's span, and nothing is left on a thread.
 */
class CallbackContextsTest {
  private static final int MANY = 1_000;

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

  static Stream<Arguments> servers() {
    String jetty = "jetty-(server|http|io|util)-12\\.0\\.0";
    String undertow = "undertow-core-2\\.1\\.0.*|xnio-.*-3\\.8\\.0.*";
    return Stream.of(
        Arguments.of("Jetty 12.0.0", JettyCallbacks.class, 17, jetty),
        Arguments.of("Jetty 12.1.14", JettyCallbacks.class, 25, ""),
        Arguments.of("Undertow 2.1.0", UndertowChannels.class, 17, undertow),
        Arguments.of("Undertow 2.4.4", UndertowChannels.class, 25, ""),
        Arguments.of("Netty 4.1.53", NettyExecutors.class, 17, "netty-.*-4\\.1\\.53\\.Final"),
        Arguments.of("Netty 4.2", NettyExecutors.class, 25, ""));
  }

  @ParameterizedTest(name = "{0} on JDK {2}")
  @MethodSource("servers")
  void callbacks_ofAThousandRequests_haveTheirOwnContextsAndLeaveNone(
      String release, Class<?> program, int feature, String old) throws Exception {
    TestMesh.AgentFlag agent = mesh.agent("back", "callbacks");
    List<String> options = new ArrayList<>(agent.options());
    try (Collector collector = Collector.start()) {
      options.addAll(collector.options());
      options.add("-Dotel.bsp.max.queue.size=16384");
      try (JvmProcess server =
          JvmProcess.on(Jdks.require(feature))
              .options(options)
              .start(before(old) + ClassPath.withEverything(), program, List.of())) {
        server.awaitLine("^listening");

        List<String> lines = server.stdout().lines().toList();
        assertThat(lines)
            .filteredOn(it -> !it.startsWith("span ") && !it.startsWith("listening"))
            .containsExactly("hunted asked=" + MANY + " wrong=0", "leaks=0", "done");
        List<String> spans = lines.stream().filter(it -> it.startsWith("span ")).toList();
        assertThat(spans).hasSize(MANY);
        for (String line : spans) {
          assertOneTrace(collector, line.split(" ", -1));
        }
      }
    }
    assertThat(agent.lines())
        .noneSatisfy(it -> assertThat(it).contains("left as it is, not traced"))
        .noneSatisfy(it -> assertThat(it).contains("event=fault"));
  }

  /** {@code found} is the word {@code span}, a trace, its server's span and what was asked with. */
  private static void assertOneTrace(Collector collector, String[] found) {
    Span sent = collector.awaitParent(found[3]);
    assertThat(sent.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(Collector.hex(sent.getTraceId().toByteArray())).isEqualTo(found[1]);
    assertThat(Collector.hex(sent.getParentSpanId().toByteArray())).isEqualTo(found[2]);
    // It ends after the one it led to, and may come in another batch.
    Span served = collector.awaitParent("00-" + found[1] + "-" + found[2]);
    assertThat(served.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(Collector.hex(served.getParentSpanId().toByteArray())).isEqualTo("00f067aa0ba902b7");
  }

  /** What goes before everything else on the class path. */
  private static String before(String old) {
    Path folder = Path.of(System.getProperty("weft.test.releases"));
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(it -> String.valueOf(it.getFileName()).matches("(" + old + ")\\.jar"))
          .map(it -> it + File.pathSeparator)
          .sorted()
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
