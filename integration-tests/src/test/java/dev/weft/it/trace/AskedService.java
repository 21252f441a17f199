package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Collector;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A program that sends requests when it is asked, each time in a trace of its own. */
final class AskedService implements AutoCloseable {
  private static final String ASKING = "00f067aa0ba902b7";

  private final Collector collector;
  private final JvmProcess process;
  private final TestMesh.AgentFlag agent;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger traces = new AtomicInteger();

  /** How many requests were sent in each trace. */
  private final Map<String, Integer> sent = new ConcurrentHashMap<>();

  private AskedService(Collector collector, JvmProcess process, TestMesh.AgentFlag agent) {
    this.collector = collector;
    this.process = process;
    this.agent = agent;
  }

  /** {@code more} are options of its JVM besides the agent's. */
  static AskedService start(
      Jdk jdk, TestMesh.AgentFlag agent, List<String> more, String classPath, Class<?> program)
      throws IOException {
    Collector collector = Collector.start();
    List<String> options = new ArrayList<>(agent.options());
    options.addAll(more);
    options.addAll(collector.options());
    return new AskedService(
        collector, JvmProcess.on(jdk).options(options).start(classPath, program, List.of()), agent);
  }

  /** Its tracer is made beside its start. */
  void awaitTracing(String url) {
    List<String> tried = new ArrayList<>();
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(
            () -> {
              tried.add(newTrace());
              String unused = get(tried.get(tried.size() - 1), "/send?GET," + url);
              return tried.stream().anyMatch(it -> collector.spans(it).size() >= 2);
            });
  }

  /** Asks it and waits for its answer. */
  Asked ask(String asked) {
    String trace = newTrace();
    return new Asked(asked, trace, get(trace, asked));
  }

  private String newTrace() {
    return "4bf92f3577b34da6a3ce929d%08x".formatted(traces.incrementAndGet());
  }

  private String get(String trace, String asked) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.awaitPort() + asked))
            .header("traceparent", "00-" + trace + "-" + ASKING + "-01")
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(asked + ": " + process.transcript(), e);
    }
  }

  /** Stops it; returns its exit status. */
  int stop() throws Exception {
    int status = process.stop();
    assertThat(process.stderr()).isEmpty();
    return status;
  }

  /** Each request was one span, and its agent has nothing to complain about. */
  void assertNothingMoreWasSent() throws IOException {
    Map<String, Integer> found = new HashMap<>();
    for (String trace : sent.keySet()) {
      found.put(trace, children(trace).size());
    }
    assertThat(found).isEqualTo(sent);
    assertThat(agent.lines()).noneMatch(it -> it.contains("event=fault"));
    assertThat(agent.lines())
        .noneMatch(it -> it.contains("event=http.library") && it.contains("left as it is"));
  }

  @Override
  public void close() {
    process.close();
    collector.close();
  }

  /** The spans of what was sent, in their order. */
  private List<Span> children(String trace) {
    List<Span> spans = collector.spans(trace);
    List<String> served =
        spans.stream()
            .filter(it -> it.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
            .map(it -> Collector.hex(it.getSpanId().toByteArray()))
            .toList();
    return spans.stream()
        .filter(it -> it.getKind() == Span.SpanKind.SPAN_KIND_CLIENT)
        .peek(
            it ->
                assertThat(served)
                    .containsExactly(Collector.hex(it.getParentSpanId().toByteArray())))
        .sorted(Comparator.comparingLong(Span::getStartTimeUnixNano))
        .toList();
  }

  /** What it was asked, and what came of it. */
  final class Asked {
    private final String asked;
    private final String trace;
    private final String answer;
    private List<Span> spans = List.of();

    private Asked(String asked, String trace, String answer) {
      this.asked = asked;
      this.trace = trace;
      this.answer = answer;
    }

    Asked answers(String expected) {
      assertThat(answer).as(asked).isEqualTo(expected);
      return this;
    }

    Asked fails() {
      assertThat(answer).as(asked).startsWith("failed ");
      return this;
    }

    /** These requests went out, by status and path. */
    Asked sent(String... expected) {
      awaitSent(expected.length);
      assertThat(spans)
          .as(asked)
          .extracting(
              it ->
                  Collector.attribute(it, "http.response.status_code")
                      + " "
                      + Collector.attribute(it, "url.path"))
          .containsExactly(expected);
      return this;
    }

    /** One or more requests went out and were never answered. */
    Asked sentInVain() {
      awaitSent(1);
      assertThat(spans)
          .as(asked)
          .isNotEmpty()
          .allSatisfy(
              it -> {
                assertThat(Collector.attribute(it, "http.response.status_code")).isEmpty();
                assertThat(Collector.attribute(it, "error.type")).contains("Exception");
                assertThat(it.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
              });
      return this;
    }

    Asked failedWith(String error) {
      assertThat(spans)
          .as(asked)
          .extracting(it -> Collector.attribute(it, "error.type"))
          .containsOnly(error);
      return this;
    }

    /** Each was sent by {@code scheme}. */
    Asked by(String scheme) {
      assertThat(spans)
          .as(asked)
          .extracting(it -> Collector.attribute(it, "url.scheme"))
          .containsOnly(scheme);
      return this;
    }

    /** Each was answered by that identity. */
    Asked to(String identity) {
      assertThat(spans)
          .as(asked)
          .extracting(it -> Collector.attribute(it, "weft.destination.identity"))
          .containsOnly(identity);
      return this;
    }

    /** The server saw the last of them. */
    Asked answersWithTheLast(String seen) {
      return answers(seen + " " + traceParent(spans.get(spans.size() - 1)));
    }

    /** The server saw each of so many. */
    Asked answersWithEach(String seen, int count) {
      awaitSent(count);
      assertThat(answer.split("\n"))
          .as(asked)
          .containsExactlyInAnyOrderElementsOf(
              spans.stream().map(it -> seen + " " + traceParent(it)).toList());
      return this;
    }

    private String traceParent(Span span) {
      return "00-" + trace + "-" + Collector.hex(span.getSpanId().toByteArray()) + "-01";
    }

    private void awaitSent(int atLeast) {
      // The span of what was asked ends, and comes, after those of what was sent for it.
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .until(() -> collector.spans(trace).size() > atLeast);
      spans = children(trace);
      AskedService.this.sent.put(trace, spans.size());
    }
  }
}
