package dev.weft.server.traces;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps the newest traces, whole: when there is no room, the one goes that was heard of first. Safe
 * for use by many threads.
 */
public final class TraceStore {
  static final int MOST_TRACES = 5_000;
  static final int MOST_SPANS_OF_A_TRACE = 500;
  static final int MOST_WEIGHT = 16 << 20;

  private final LinkedHashMap<String, Kept> traces = new LinkedHashMap<>();
  private final LongAdder dropped = new LongAdder();
  private long weight;

  private static final class Kept {
    private final Map<String, TraceSpan> spans = new LinkedHashMap<>();
    private long weight;
  }

  /** Adds {@code spans}, each once: a batch that is sent again changes nothing. */
  public synchronized void add(Collection<TraceSpan> spans) {
    for (TraceSpan span : spans) {
      Kept trace = traces.computeIfAbsent(span.traceId(), it -> new Kept());
      if (trace.spans.size() >= MOST_SPANS_OF_A_TRACE) {
        dropped.increment();
      } else if (trace.spans.putIfAbsent(span.spanId(), span) == null) {
        trace.weight += span.weight();
        weight += span.weight();
      }
    }
    Iterator<Kept> oldest = traces.values().iterator();
    while (traces.size() > MOST_TRACES || weight > MOST_WEIGHT) {
      weight -= oldest.next().weight;
      oldest.remove();
    }
  }

  /** The trace {@code id}, if any of it is known. */
  public synchronized Optional<Trace> find(String id) {
    return Optional.ofNullable(traces.get(id)).map(it -> trace(id, it));
  }

  /** The newest traces that {@code query} asks for, those heard of last first. */
  public synchronized List<Trace> list(TraceQuery query) {
    List<String> ids = new ArrayList<>(traces.keySet());
    List<Trace> found = new ArrayList<>();
    for (int i = ids.size() - 1; i >= 0 && found.size() < query.limit(); i--) {
      Kept kept = traces.get(ids.get(i));
      if (kept != null && kept.spans.values().stream().anyMatch(query::matches)) {
        found.add(trace(ids.get(i), kept));
      }
    }
    return found;
  }

  /** How many traces are kept. */
  public synchronized int size() {
    return traces.size();
  }

  /** How many spans were left out because their trace has too many. */
  public long dropped() {
    return dropped.sum();
  }

  private static Trace trace(String id, Kept kept) {
    return new Trace(
        id,
        kept.spans.values().stream()
            .sorted(Comparator.comparingLong(TraceSpan::startNanos))
            .toList());
  }
}
