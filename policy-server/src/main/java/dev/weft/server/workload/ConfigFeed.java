package dev.weft.server.workload;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import dev.weft.server.directory.Lease;
import dev.weft.server.directory.WorkloadKind;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Reply;
import dev.weft.server.resources.PolicyKinds;
import dev.weft.server.store.ResourceChange;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceSnapshot;
import dev.weft.server.store.ResourceStore;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells workloads of changes. A workload that knows the newest revision waits without a thread, and
 * is answered by the thread that makes the next change which concerns it.
 */
public final class ConfigFeed implements ResourceStore.Listener {
  private static final int MAX_WAITING = 20_000;

  private final ConfigSource source;
  private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private volatile ConfigState state;
  private volatile boolean closed;

  private record Waiter(ConfigScope scope, long after, CompletableFuture<HttpResponse> answer) {}

  /** A feed of what {@code source} composes; to be started before the first question. */
  public ConfigFeed(ConfigSource source) {
    this.source = source;
    this.state = ConfigState.initial(source, ResourceSnapshot.empty(), List.of(), 0);
  }

  /** Follows {@code store} from here on. */
  public void follow(ResourceStore store) {
    store.quietly(
        () -> {
          store.listen(this);
          ResourceSnapshot now = store.snapshot();
          state = ConfigState.initial(source, now, leases(now), now.revision());
          return state;
        });
  }

  /** The state now. */
  public ConfigState state() {
    return state;
  }

  @Override
  public void changed(ResourceChange change, ResourceSnapshot now) {
    if (change.statusOnly()) {
      return;
    }
    ResourceKey key = change.key();
    if (key.kind().equals(WorkloadKind.KIND)) {
      state = state.with(change.revision(), now, leases(now));
      wake();
    } else if (PolicyKinds.ALL.stream().anyMatch(it -> it.kind().equals(key.kind()))) {
      state = state.with(key, now);
      wake();
    }
  }

  private static List<Lease> leases(ResourceSnapshot now) {
    return now.list(WorkloadKind.GROUP, WorkloadKind.KIND, null).stream()
        .map(WorkloadKind::lease)
        .toList();
  }

  /**
   * The config for {@code scope} as soon as it is not the one of revision {@code after} any more,
   * or 204 when {@code wait} passes without that.
   *
   * @param after the revision known; negative when none is
   * @param timer ends the wait
   */
  HttpResponse poll(ConfigScope scope, long after, Duration wait, EventExecutor timer) {
    ConfigState now = state;
    if (now.hasNewsFor(scope, after)) {
      return Reply.of(200, now.document(scope));
    }
    if (closed || wait.isZero()) {
      return HttpResponse.of(HttpStatus.NO_CONTENT);
    }
    if (waitingCount.incrementAndGet() > MAX_WAITING) {
      waitingCount.decrementAndGet();
      throw new ApiException(503, "too many workloads wait already; try again later");
    }
    Waiter waiter = new Waiter(scope, after, new CompletableFuture<>());
    waiting.add(waiter);
    var end =
        timer.schedule(
            () -> waiter.answer().complete(HttpResponse.of(HttpStatus.NO_CONTENT)),
            wait.toMillis(),
            TimeUnit.MILLISECONDS);
    var unusedAfterwards =
        waiter
            .answer()
            .whenComplete(
                (answer, failure) -> {
                  waiting.remove(waiter);
                  waitingCount.decrementAndGet();
                  end.cancel(false);
                });
    // A change, or the end, between the first look and the entry in the set would go unseen.
    answerIfDue(waiter, state);
    HttpResponse response = HttpResponse.of(waiter.answer());
    // The caller may hang up: then nobody waits any more.
    var unusedAtEnd =
        response.whenComplete().whenComplete((done, failure) -> waiter.answer().cancel(false));
    return response;
  }

  /** Sends everybody away who waits, and lets nobody wait again. */
  public void close() {
    closed = true;
    wake();
  }

  /** How many workloads wait. */
  public int waiting() {
    return waitingCount.get();
  }

  private void wake() {
    ConfigState now = state;
    for (Waiter waiter : waiting) {
      answerIfDue(waiter, now);
    }
  }

  private void answerIfDue(Waiter waiter, ConfigState now) {
    if (now.hasNewsFor(waiter.scope(), waiter.after())) {
      waiter.answer().complete(Reply.of(200, now.document(waiter.scope())));
    } else if (closed) {
      waiter.answer().complete(HttpResponse.of(HttpStatus.NO_CONTENT));
    }
  }
}
