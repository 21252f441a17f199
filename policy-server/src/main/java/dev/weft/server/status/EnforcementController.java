package dev.weft.server.status;

import dev.weft.core.json.JsonObject;
import dev.weft.server.directory.Heartbeats;
import dev.weft.server.directory.WorkloadKind;
import dev.weft.server.store.Plan;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceChange;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceSnapshot;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Keeps the status of every policy: how many workloads it selects, which of them have acknowledged
 * it, and who refuses it.
 *
 * <p>Changes are noted as they come, and judged together in {@link #run}: only what they concern,
 * with pauses ten times as long as the work took, up to half a minute. A status is written only
 * where it says something else than the one that is stored.
 *
 * <p>Several servers on one store agree without talking: each decides on the exact state of the
 * store, so that the second finds nothing to do, and leaves a status alone for a while that another
 * has written and that it would contradict.
 *
 * <p>{@link #changed} may be called by any thread, {@link #run} by one at a time.
 */
public final class EnforcementController implements ResourceStore.Listener {
  /** Whom history names for what this writes. */
  private static final String ACTOR = "mesh";

  /** How long the word of another server stands before it is contradicted. */
  static final Duration DEFERENCE = Duration.ofSeconds(20);

  private static final int MOST_AT_ONCE = 500;
  private static final int WRITES_PER_TRANSACTION = 100;
  private static final long LONGEST_JUDGING = Duration.ofMillis(200).toNanos();
  private static final int PAUSE_FACTOR = 10;
  private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();

  private final ResourceStore store;
  private final Heartbeats heartbeats;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final EnforcementView view;

  /** What was changed since the last run; no more than there are names in the store. */
  private final Set<ResourceKey> touched = ConcurrentHashMap.newKeySet();

  private final Map<ResourceKey, JsonObject> written = new HashMap<>();
  private final Map<ResourceKey, Long> deferredUntil = new HashMap<>();
  private long pausedUntil;

  /**
   * A controller that follows {@code store} from here on.
   *
   * @param rootNamespace the namespace whose policies hold for all
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  public EnforcementController(
      ResourceStore store,
      Heartbeats heartbeats,
      String rootNamespace,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.store = store;
    this.heartbeats = heartbeats;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.view = new EnforcementView(rootNamespace);
    this.pausedUntil = nanoTime.getAsLong();
    store.quietly(
        () -> {
          store.listen(this);
          ResourceSnapshot now = store.snapshot();
          PolicyFacts.GROUPS.forEach(
              (kind, group) -> touched.addAll(now.map(group, kind, null).keySet()));
          return touched.addAll(now.map(WorkloadKind.GROUP, WorkloadKind.KIND, null).keySet());
        });
  }

  @Override
  public void changed(ResourceChange change, ResourceSnapshot now) {
    if (PolicyFacts.isPolicy(change.key()) || isWorkload(change.key())) {
      touched.add(change.key());
    }
  }

  private static boolean isWorkload(ResourceKey key) {
    return key.group().equals(WorkloadKind.GROUP) && key.kind().equals(WorkloadKind.KIND);
  }

  /** Judges and writes what has changed. To be called about once a second. */
  public void run() {
    long started = nanoTime.getAsLong();
    if (started - pausedUntil < 0) {
      return;
    }
    takeInChanges(started);
    view.hear(heartbeats);
    endDeferences(started);
    List<Judgement> judged =
        view.judge(MOST_AT_ONCE, () -> nanoTime.getAsLong() - started > LONGEST_JUDGING);
    try {
      write(judged);
    } finally {
      long ended = nanoTime.getAsLong();
      pausedUntil = ended + Math.min(LONGEST_PAUSE, PAUSE_FACTOR * (ended - started));
    }
  }

  private void takeInChanges(long at) {
    List<ResourceKey> keys = new ArrayList<>(touched);
    keys.forEach(touched::remove);
    // Taken after the keys and not while a change is being told: it shows at least what was noted.
    ResourceSnapshot now = store.quietly(store::snapshot);
    for (ResourceKey key : keys) {
      Resource stored = now.get(key);
      if (isWorkload(key)) {
        view.workload(key, stored);
      } else if (!view.policy(key, stored)) {
        deferToOthers(key, stored, at);
      } else if (stored == null) {
        written.remove(key);
        deferredUntil.remove(key);
      }
    }
  }

  /** A status that this server has not written is another's, who may know more. */
  private void deferToOthers(
      ResourceKey key, @org.jspecify.annotations.Nullable Resource stored, long at) {
    if (stored != null && !stored.body().object("status").equals(written.get(key))) {
      deferredUntil.put(key, at + DEFERENCE.toNanos());
    }
  }

  private void endDeferences(long at) {
    List<ResourceKey> ended = new ArrayList<>();
    deferredUntil.forEach(
        (key, until) -> {
          if (at - until >= 0) {
            ended.add(key);
          }
        });
    for (ResourceKey key : ended) {
      deferredUntil.remove(key);
      view.due(key);
    }
  }

  private void write(List<Judgement> judged) {
    List<Judgement> toWrite = new ArrayList<>();
    ResourceSnapshot now = store.snapshot();
    Instant at = clock.instant();
    for (Judgement each : judged) {
      if (!deferredUntil.containsKey(each.facts().key()) && write(each, now, at).isPresent()) {
        toWrite.add(each);
      }
    }
    for (int from = 0; from < toWrite.size(); from += WRITES_PER_TRANSACTION) {
      List<Judgement> part =
          toWrite.subList(from, Math.min(toWrite.size(), from + WRITES_PER_TRANSACTION));
      try {
        store.change(ACTOR, exactly -> plan(part, exactly)).forEach(this::remember);
      } catch (RuntimeException e) {
        toWrite.subList(from, toWrite.size()).forEach(each -> view.due(each.facts().key()));
        throw e;
      }
    }
  }

  private Plan plan(List<Judgement> judged, ResourceSnapshot now) {
    Instant at = clock.instant();
    List<Write> writes = new ArrayList<>();
    judged.forEach(each -> write(each, now, at).ifPresent(writes::add));
    return Plan.of(writes);
  }

  /** What there is to write; nothing when the policy says something else meanwhile. */
  private static Optional<Write> write(Judgement judgement, ResourceSnapshot now, Instant at) {
    Resource stored = now.get(judgement.facts().key());
    if (stored == null || stored.contentVersion() != judgement.facts().version()) {
      return Optional.empty();
    }
    JsonObject before = stored.body().object("status");
    JsonObject after = judgement.status().over(before, at);
    return after.equals(before)
        ? Optional.empty()
        : Optional.of(new Write.PutStatus(stored.withBody(stored.body().with("status", after))));
  }

  private void remember(ResourceChange change) {
    written.put(change.key(), change.resource().body().object("status"));
  }
}
