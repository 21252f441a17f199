package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Collector;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.OtelRelay;
import dev.weft.it.programs.TracedHttpServer;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that starts spans by OpenTelemetry's API: they and Weft's are one trace. */
class OtelApiTest {
  private static final String CALLER = "00f067aa0ba902b7";
  private static final String COMPILED = "1.63.0";
  private static final int AT_ONCE = 400;

  /** For each of these Weft sends all its spans; the others are not sampled. */
  private static final int SAMPLED = 40;

  private static final Pattern ANSWER =
      Pattern.compile(
          "own=(\\S+) parent=(\\S+) before=(\\S+) after=(\\S+) value=(\\S+) hop=(\\S+) "
              + "context=(\\S+) held=0 leaks=0 leaks=0");

  @TempDir private Path folder;

  /** What the program tells of one request, each as {@code TRACE-SPAN-FLAGS} or none. */
  private record Answer(
      String own,
      String parent,
      String before,
      String after,
      String value,
      String hop,
      String seen) {
    static Answer of(String text) {
      Matcher parts = ANSWER.matcher(text);
      assertThat(text).matches(ANSWER);
      assertThat(parts.matches()).isTrue();
      return new Answer(
          parts.group(1),
          parts.group(2),
          parts.group(3),
          parts.group(4),
          parts.group(5),
          parts.group(6),
          parts.group(7));
    }
  }

  /** A server, and a relay in front of it that uses OpenTelemetry's API. */
  private record Programs(
      TestMesh mesh,
      Collector collector,
      TestMesh.AgentFlag relayed,
      JvmProcess server,
      JvmProcess relay,
      HttpClient caller)
      implements AutoCloseable {
    static Programs start(Path folder, int feature, String release, String kind) throws Exception {
      Jdk jdk = Jdks.require(feature);
      TestMesh mesh = TestMesh.start(folder, Map.of());
      Collector collector = Collector.start();
      TestMesh.AgentFlag relayed = mesh.agent("front", "relay");
      JvmProcess server =
          process(
              jdk,
              mesh.agent("back", "server"),
              collector,
              TracedHttpServer.class,
              COMPILED,
              List.of("0"));
      List<String> arguments = List.of("0", "" + server.awaitPort(), kind);
      JvmProcess relay = process(jdk, relayed, collector, OtelRelay.class, release, arguments);
      HttpClient caller = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      return new Programs(mesh, collector, relayed, server, relay, caller);
    }

    /** Both tracers are made beside the start of their programs. */
    void awaitTracing(int spans) throws Exception {
      int port = relay.awaitPort();
      List<String> tried = new ArrayList<>();
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .until(
              () -> {
                String trace = trace(AT_ONCE + tried.size());
                tried.add(trace);
                HttpResponse<String> unused =
                    caller.send(
                        request(port, trace, "01", "early"), HttpResponse.BodyHandlers.ofString());
                return tried.stream().anyMatch(it -> collector.spans(it).size() == spans);
              });
    }

    /** The answers to many requests at once, of which the first are sampled. */
    List<Answer> ask(int sampled, int count) throws Exception {
      int port = relay.awaitPort();
      List<CompletableFuture<HttpResponse<String>>> coming = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String flags = i < sampled ? "01" : "00";
        coming.add(
            caller.sendAsync(
                request(port, trace(i), flags, "q" + i), HttpResponse.BodyHandlers.ofString()));
      }
      List<Answer> answers = new ArrayList<>();
      for (CompletableFuture<HttpResponse<String>> answer : coming) {
        answers.add(Answer.of(answer.join().body()));
      }
      return answers;
    }

    /** The three spans of Weft's: what was asked, what was sent on, and what the server saw. */
    List<Span> spans(String trace) {
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(() -> assertThat(collector.spans(trace)).hasSize(3));
      return collector.spans(trace);
    }

    @Override
    public void close() throws IOException {
      relay.close();
      server.close();
      collector.close();
      mesh.close();
    }
  }

  @ParameterizedTest(name = "JDK {0}, OpenTelemetry {1}")
  @CsvSource({"17, 1.22.0", "25, " + COMPILED})
  void spansOfTheProgram_manyAtOnce_standBetweenThoseOfTheirRequests(int feature, String release)
      throws Exception {
    try (Programs programs = Programs.start(folder, feature, release, "sdk")) {
      programs.awaitTracing(3);

      List<Answer> answers = programs.ask(SAMPLED, AT_ONCE);

      for (int number = 0; number < AT_ONCE; number++) {
        int i = number;
        Answer answer = answers.get(i);
        assertThat(answer.value()).isEqualTo("q" + i);
        assertThat(answer.before()).isEqualTo(answer.after());
        assertThat(answer.parent()).isEqualTo(i < SAMPLED ? answer.before() : "none");
        assertThat(answer.hop()).as("current in the pool").isEqualTo(answer.own());
        assertThat(List.of(answer.own(), answer.before(), answer.seen()))
            .allSatisfy(id -> assertThat(id).startsWith(trace(i)).endsWith(flags(i)));
        if (i < SAMPLED) {
          List<Span> spans = programs.spans(trace(i));
          Span asked = child(spans, CALLER);
          assertThat(answer.before()).isEqualTo(id(asked));
          Span sent = child(spans, span(answer.own()));
          assertThat(answer.seen()).isEqualTo(id(child(spans, span(id(sent)))));
        }
      }
      assertThat(programs.relay().stderr()).isEmpty();
      assertThat(programs.relayed().lines()).noneMatch(it -> it.contains("event=fault"));
    }
  }

  @Test
  void api_withoutAnSdk_breaksNoTrace() throws Exception {
    try (Programs programs = Programs.start(folder, 25, "1.67.0", "api")) {
      programs.awaitTracing(3);

      Answer answer = programs.ask(1, 1).get(0);

      List<Span> spans = programs.spans(trace(0));
      Span asked = child(spans, CALLER);
      assertThat(List.of(answer.own(), answer.before(), answer.after(), answer.hop()))
          .containsOnly(id(asked));
      assertThat(answer.value()).isEqualTo("q0");
      Span sent = child(spans, span(id(asked)));
      assertThat(answer.seen()).isEqualTo(id(child(spans, span(id(sent)))));
      assertThat(programs.relay().stderr()).isEmpty();
    }
  }

  @Test
  void api_thatDoesNotFit_isLeftAloneAndReported() throws Exception {
    try (Programs programs = Programs.start(folder, 17, "1.0.0", "api")) {
      programs.awaitTracing(3);

      Answer answer = programs.ask(1, 1).get(0);

      assertThat(List.of(answer.own(), answer.before(), answer.after(), answer.hop()))
          .containsOnly("none");
      assertThat(answer.value()).isEqualTo("q0");
      List<Span> spans = programs.spans(trace(0));
      Span sent = child(spans, span(id(child(spans, CALLER))));
      assertThat(answer.seen()).isEqualTo(id(child(spans, span(id(sent)))));
      assertThat(programs.relayed().lines())
          .anyMatch(it -> it.contains("OpenTelemetry API") && it.contains("left as it is"));
      assertThat(programs.relay().stderr()).isEmpty();
    }
  }

  private static Span child(List<Span> spans, String parent) {
    List<Span> found =
        spans.stream()
            .filter(it -> Collector.hex(it.getParentSpanId().toByteArray()).equals(parent))
            .toList();
    assertThat(found).as("children of " + parent).hasSize(1);
    return found.get(0);
  }

  private static String id(Span span) {
    return Collector.hex(span.getTraceId().toByteArray())
        + "-"
        + Collector.hex(span.getSpanId().toByteArray())
        + "-01";
  }

  /** The span of {@code TRACE-SPAN-FLAGS}. */
  private static String span(String id) {
    return id.split("-", -1)[1];
  }

  private static String flags(int number) {
    return number < SAMPLED ? "-01" : "-00";
  }

  private static String trace(int number) {
    return "4bf92f3577b34da6a3ce929d%08x".formatted(number);
  }

  private static HttpRequest request(int port, String trace, String flags, String query) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/relay?" + query))
        .header("traceparent", "00-" + trace + "-" + CALLER + "-" + flags)
        .build();
  }

  private static JvmProcess process(
      Jdk jdk,
      TestMesh.AgentFlag agent,
      Collector collector,
      Class<?> main,
      String release,
      List<String> args)
      throws Exception {
    List<String> options = new ArrayList<>(agent.options());
    options.addAll(collector.options());
    return JvmProcess.on(jdk).options(options).start(classPath(release), main, args);
  }

  /** The class path of a release; the one that this is compiled with is there already. */
  private static String classPath(String release) {
    if (release.equals(COMPILED)) {
      return ClassPath.with(List.of("opentelemetry-api", "opentelemetry-c", "opentelemetry-sdk"));
    }
    StringBuilder path = new StringBuilder(ClassPath.with(List.of()));
    for (String name : List.of("api", "context", "common", "sdk-common", "sdk-trace", "semconv")) {
      for (String version : List.of(release, release + "-alpha")) {
        Path jar =
            Path.of(
                System.getProperty("weft.test.releases"),
                "opentelemetry-" + name + "-" + version + ".jar");
        if (Files.exists(jar)) {
          path.append(File.pathSeparator).append(jar);
        }
      }
    }
    return path.toString();
  }
}
