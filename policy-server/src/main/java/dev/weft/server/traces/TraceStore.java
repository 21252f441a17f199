package dev.weft.server.traces;

import dev.weft.core.identity.SpiffeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps the newest traces, whole: when there is no room, the one goes that was heard of first. Half
 * of the room at most is for traces that the same workload was the first to tell of, so that none
 * pushes out all others'. Safe for use by many threads.
 */
public final class TraceStore {
  static final int MOST_TRACES = 5_000;
  static final int MOST_SPANS_OF_A_TRACE = 500;
  static final int MOST_WEIGHT = 16 << 20;

  /** The share of one workload is the whole divided by this. */
  static final int SHARE = 2;

  private final LinkedHashMap<String, Kept> traces = new LinkedHashMap<>();
  private final Map<SpiffeId, Share> shares = new HashMap<>();
  private final LongAdder dropped = new LongAdder();
  private long weight;

  private static final class Kept {
    private final SpiffeId first;
    private final Map<String, TraceSpan> spans = new LinkedHashMap<>();
    private long weight;

    Kept(SpiffeId first) {
      this.first = first;
    }
  }

  /** What one workload was the first to tell of. */
  private static final class Share {
    private final Set<String> ids = new LinkedHashSet<>();
    private long weight;

    boolean isTooLarge() {
      return ids.size() > MOST_TRACES / SHARE || weight > MOST_WEIGHT / SHARE;
    }
  }

  /** Adds {@code spans}, each once: a batch that is sent again changes nothing. */
  public synchronized void add(Collection<TraceSpan> spans) {
    for (TraceSpan span : spans) {
      Kept trace = traces.computeIfAbsent(span.traceId(), it -> new Kept(span.workload()));
      Share share = shares.computeIfAbsent(trace.first, it -> new Share());
      share.ids.add(span.traceId());
      if (trace.spans.size() >= MOST_SPANS_OF_A_TRACE) {
        dropped.increment();
      } else if (trace.spans.putIfAbsent(span.spanId(), span) == null) {
        trace.weight += span.weight();
        share.weight += span.weight();
        weight += span.weight();
      }
      while (share.isTooLarge()) {
        remove(share.ids.iterator().next());
      }
    }
    while (traces.size() > MOST_TRACES || weight > MOST_WEIGHT) {
      remove(traces.keySet().iterator().next());
    }
  }

  private void remove(String id) {
    Kept gone = traces.remove(id);
    if (gone == null) {
      throw new IllegalStateException("trace " + id + ": not kept");
    }
    weight -= gone.weight;
    Share share = shares.get(gone.first);
    if (share != null) {
      share.weight -= gone.weight;
      share.ids.remove(id);
      if (share.ids.isEmpty()) {
        shares.remove(gone.first);
      }
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
