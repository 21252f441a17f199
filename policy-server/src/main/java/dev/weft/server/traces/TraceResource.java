package dev.weft.server.traces;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

/** A trace as the resource that people read; it is in no namespace, and its name is its id. */
public final class TraceResource {
  private static final String API_VERSION = "weft.dev/v1";
  private static final String KIND = "Trace";

  private TraceResource() {}

  /** The whole trace. */
  public static JsonObject whole(Trace trace) {
    JsonObject brief = brief(trace);
    List<JsonValue> spans = trace.spans().stream().map(TraceResource::span).toList();
    return brief.with("spec", brief.object("spec").with("spans", new JsonArray(spans)));
  }

  /** The traces, each without its spans. */
  public static JsonObject list(List<Trace> traces) {
    return JsonObject.builder()
        .put("apiVersion", API_VERSION)
        .put("kind", KIND + "List")
        .put("metadata", JsonObject.builder().put("resourceVersion", "0").build())
        .put("items", new JsonArray(traces.stream().<JsonValue>map(TraceResource::brief).toList()))
        .build();
  }

  private static JsonObject brief(Trace trace) {
    TraceSpan root = trace.root();
    Instant start = instant(trace.startNanos());
    List<JsonValue> workloads =
        trace.spans().stream()
            .map(it -> it.workload().toString())
            .distinct()
            .<JsonValue>map(JsonString::new)
            .toList();
    return JsonObject.builder()
        .put("apiVersion", API_VERSION)
        .put("kind", KIND)
        .put(
            "metadata",
            JsonObject.builder()
                .put("name", trace.id())
                .put("uid", "trace-" + trace.id())
                .put("resourceVersion", "0")
                .put("creationTimestamp", start.truncatedTo(ChronoUnit.SECONDS).toString())
                .build())
        .put(
            "spec",
            JsonObject.builder()
                .put("root", root.name())
                .put("workload", root.workload().toString())
                .put("start", start.toString())
                .put("durationMicros", trace.durationNanos() / 1000)
                .put("error", JsonValue.of(trace.hasError()))
                .put("spanCount", trace.spans().size())
                .put("workloads", new JsonArray(workloads))
                .build())
        .build();
  }

  private static JsonValue span(TraceSpan span) {
    JsonObject.Builder attributes = JsonObject.builder();
    new TreeMap<>(span.attributes()).forEach(attributes::put);
    JsonObject.Builder json =
        JsonObject.builder()
            .put("spanId", span.spanId())
            .put("name", span.name())
            .put("kind", span.kind())
            .put("workload", span.workload().toString())
            .put("start", instant(span.startNanos()).toString())
            .put("durationMicros", span.durationNanos() / 1000)
            .put("error", JsonValue.of(span.error()));
    if (!span.parentId().isEmpty()) {
      json.put("parentSpanId", span.parentId());
    }
    return json.put("attributes", attributes.build()).build();
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
