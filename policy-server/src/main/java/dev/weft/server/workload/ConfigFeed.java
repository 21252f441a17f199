package dev.weft.server.workload;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weft.server.http.ApiException;
import dev.weft.server.store.ResourceChange;
import dev.weft.server.store.ResourceSnapshot;
import dev.weft.server.store.ResourceStore;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tells workloads of changes. A workload that knows the newest revision waits without a thread.
 * Whoever makes a change does no more for it than to compute the next state: those who wait are
 * answered on their event loops, at once after a single change and together after a burst of them.
 */
public final class ConfigFeed implements ResourceStore.Listener {
  private static final int MAX_WAITING = 20_000;

  /** How many touches of policies and places are kept for those who lag behind. */
  private static final int LOG_CAPACITY = 32_768;

  /** From one push to the next in a burst of changes, at least. */
  private static final Duration SHORTEST_GAP = Duration.ofMillis(100);

  /**
   * So much longer for each who was told, since an answer costs the server 0.2 to 0.4 ms of CPU.
   */
  private static final Duration GAP_FOR_EACH = Duration.ofNanos(500_000);

  private static final Duration LONGEST_GAP = Duration.ofSeconds(2);

  private final ConfigSource source;
  private final ResourceStore store;
  private final CatchUp catchUp;
  private final ConfigWriter writer = new ConfigWriter();
  private final Map<EventExecutor, Waiters> waiters = new ConcurrentHashMap<>();
  private final AtomicInteger waitingCount = new AtomicInteger();

  /** How many the last push has answered so far. */
  private final AtomicInteger told = new AtomicInteger();

  private final ScheduledExecutorService pusher =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "weft-config-push");
            thread.setDaemon(true);
            return thread;
          });
  private final Pace pace = new Pace(pusher, System::nanoTime, this::gap, this::push);

  /** The state after the last change. */
  private volatile ConfigState state;

  /** The state of which those who wait were told; never after {@link #state}. */
  private volatile ConfigState pushed;

  private volatile boolean closed;

  /** A feed of {@code store}, of a mesh that is {@code source}; {@link #follow} starts it. */
  public ConfigFeed(ConfigSource source, ResourceStore store) {
    this.source = source;
    this.store = store;
    this.catchUp = new CatchUp(store::catchUp);
    this.state = ConfigState.empty(source, LOG_CAPACITY);
    this.pushed = state;
  }

  /** Follows the store from here on. To be called once, before the first question. */
  public void follow() {
    store.quietly(
        () -> {
          store.listen(this);
          state = ConfigState.of(source, store.snapshot(), LOG_CAPACITY);
          pushed = state;
          return state;
        });
  }

  /** The state now. */
  public ConfigState state() {
    return state;
  }

  @Override
  public void changed(ResourceChange change, ResourceSnapshot now) {
    changedAtOnce(List.of(change), now);
  }

  @Override
  public void changedAtOnce(List<ResourceChange> changes, ResourceSnapshot now) {
    ConfigState before = state;
    ConfigState after = before;
    for (ResourceChange change : changes) {
      after = after.with(change, now);
    }
    if (after != before) {
      state = after;
      pace.changed();
    }
  }

  /**
   * The config for the scope of {@code known} as soon as it is not the one that is known any more,
   * or 204 when {@code wait} passes without that. Nobody is taken back by a server that lags
   * behind: one who knows more than this server waits until it has asked the database, and is
   * refused with 503 when that does not answer. What the database itself does not have never was,
   * as when the store was made anew: then the whole is told.
   *
   * @param context the request, on whose event loop this is called
   */
  HttpResponse poll(KnownConfig known, Duration wait, ServiceRequestContext context) {
    EventExecutor loop = context.eventLoop().withoutContext();
    if (known.isOfAnother(source.id()) || known.newest() <= store.snapshot().revision()) {
      return answer(known, wait, loop);
    }
    return HttpResponse.of(
        catchUp
            .request(context.blockingTaskExecutor())
            .handleAsync((done, failure) -> caughtUp(known, wait, loop, failure), loop));
  }

  private HttpResponse caughtUp(
      KnownConfig known, Duration wait, EventExecutor loop, @Nullable Throwable failure) {
    if (failure != null) {
      throw new ApiException(
          503,
          "config: this server lags behind revision "
              + known.newest()
              + " and cannot ask the store (expected: to be asked again, or another server)");
    }
    return known.newest() <= store.snapshot().revision()
        ? answer(known, wait, loop)
        : writer.whole(state, known.scope()).response();
  }

  /** The answer to one who knows nothing that this server does not know. */
  private HttpResponse answer(KnownConfig known, Duration wait, EventExecutor loop) {
    ConfigState told = pushed;
    ConfigState now = state; // not before the one that was pushed
    if (known.wantsWhole() || known.isOfAnother(source.id())) {
      return writer.whole(now, known.scope()).response();
    }
    Question question = new Question(known.scope(), known.revision());
    // Of what is not pushed yet, one who waits hears together with the others.
    if (question.hasNews(wait.isZero() ? now : told)) {
      return question.news(now);
    }
    return wait.isZero() || closed ? question.atTheEnd() : await(question, wait, loop);
  }

  private HttpResponse await(Question question, Duration wait, EventExecutor loop) {
    if (waitingCount.incrementAndGet() > MAX_WAITING) {
      waitingCount.decrementAndGet();
      throw new ApiException(503, "too many workloads wait already; try again later");
    }
    Waiters ofLoop = waiters.computeIfAbsent(loop, it -> new Waiters(it, waitingCount, told));
    HttpResponse response = ofLoop.add(question, wait);
    // A push, or the end, between the first look and the entry would go unseen.
    if (closed) {
      ofLoop.dismiss();
    } else if (question.hasNews(pushed)) {
      ofLoop.push(pushed);
    }
    return response;
  }

  /** What one workload wants to know. */
  private final class Question implements Waiters.Answers {
    private final ConfigScope scope;
    private final List<Shelf> shelves;
    private final long after;

    Question(ConfigScope scope, long after) {
      this.scope = scope;
      this.shelves = scope.shelves(source.rootNamespace());
      this.after = after;
    }

    @Override
    public @Nullable HttpResponse at(ConfigState now) {
      return hasNews(now) ? news(now) : null;
    }

    boolean hasNews(ConfigState now) {
      return now.hasNewsFor(shelves, after);
    }

    HttpResponse news(ConfigState now) {
      return writer.since(now, scope, after).response();
    }

    @Override
    public HttpResponse atTheEnd() {
      ConfigState now = state;
      // One who is told of a later revision now and then needs not be told everything one day.
      return now.hasNewsFor(shelves, after) || now.log().isOld(after)
          ? news(now)
          : HttpResponse.of(HttpStatus.NO_CONTENT);
    }
  }

  /** Leaves time for other things beside answering all who wait. */
  private Duration gap() {
    Duration due = GAP_FOR_EACH.multipliedBy(told.get());
    Duration gap = due.compareTo(SHORTEST_GAP) < 0 ? SHORTEST_GAP : due;
    return gap.compareTo(LONGEST_GAP) < 0 ? gap : LONGEST_GAP;
  }

  private void push() {
    ConfigState now = state;
    pushed = now;
    told.set(0);
    waiters.values().forEach(ofLoop -> ofLoop.push(now));
  }

  /** Sends everybody away who waits, and lets nobody wait again. */
  public void close() {
    closed = true;
    pusher.shutdown();
    waiters.values().forEach(Waiters::dismiss);
  }

  /** How many workloads wait. */
  public int waiting() {
    return waitingCount.get();
  }
}
