package dev.weft.server.resources.watch;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.resources.list.ResourceLists;
import dev.weft.server.resources.list.Selection;
import dev.weft.server.resources.table.Answers;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceChange;
import dev.weft.server.store.ResourceSnapshot;
import dev.weft.server.store.ResourceStore;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins watches, of every kind, and ends them with the server. Safe for use by many threads. */
public final class Watches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
  private static final int MAX_OPEN = 10_000;

  /** For those who do not read. */
  private static final Duration TIME_TO_END = Duration.ofSeconds(2);

  private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(60);

  private final ResourceStore store;
  private final InstantSource clock;
  private final Set<Watch> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean closed;

  public Watches(ResourceStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Whether {@code call} asks for a watch rather than a list. */
  public static boolean isWatch(Call call) {
    return WatchRequest.isWatch(call);
  }

  /** How many are open. */
  public int open() {
    return count.get();
  }

  /**
   * Begins a watch of what {@code selection} picks.
   *
   * @throws ApiException 410 when the changes since the revision told are not all known any more,
   *     503 when there are too many watches, 504 when that revision has not come about yet
   */
  public HttpResponse begin(Call call, ResourceKind kind, Selection selection, Answers answers) {
    WatchRequest request = WatchRequest.of(call, selection);
    if (closed || count.incrementAndGet() > MAX_OPEN) {
      count.decrementAndGet();
      throw new ApiException(503, "too many watches are open already; try again later");
    }
    EventExecutor loop = call.context().eventLoop().withoutContext();
    HttpResponseWriter out = HttpResponse.streaming();
    Watch watch = new Watch(out, loop, answers, clock);
    Following following =
        new Following(watch, kind, new WatchEvents(kind.info(), kind.strategy(), selection));
    try {
      following.start(request);
    } catch (ApiException refusal) {
      count.decrementAndGet();
      throw refusal;
    }
    call.context().clearRequestTimeout();
    open.add(watch);
    if (closed) {
      watch.end();
    }
    watch.open();
    var end =
        loop.schedule(
            () -> {
              // So that the next watch goes on from here, however quiet it was.
              following.bookmark(request);
              watch.end();
            },
            request.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
    var bookmarks =
        loop.scheduleAtFixedRate(
            () -> following.bookmark(request),
            BOOKMARK_EVERY.toMillis(),
            BOOKMARK_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
    var unused =
        out.whenComplete()
            .whenComplete(
                (done, failure) -> {
                  store.unlisten(following);
                  open.remove(watch);
                  count.decrementAndGet();
                  end.cancel(false);
                  bookmarks.cancel(false);
                });
    return out;
  }

  /**
   * Ends all watches; their clients come back to another server, or later. When this returns, those
   * who read were told: a listener that is closed after this cuts nobody's stream off.
   */
  @Override
  public void close() {
    closed = true;
    CompletableFuture<?>[] ends = open.stream().map(Watch::ended).toArray(CompletableFuture[]::new);
    open.forEach(Watch::end);
    try {
      CompletableFuture.allOf(ends).get(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.atDebug().setCause(e).log("a client of a watch does not read its end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Hands on to one watch what changes. */
  private final class Following implements ResourceStore.Listener {
    private final Watch watch;
    private final ResourceKind kind;
    private final WatchEvents events;

    Following(Watch watch, ResourceKind kind, WatchEvents events) {
      this.watch = watch;
      this.kind = kind;
      this.events = events;
    }

    void start(WatchRequest request) {
      long after = request.after().orElse(0L);
      if (after > store.snapshot().revision()) {
        store.catchUp();
      }
      store.quietly(
          () -> {
            ResourceSnapshot now = store.snapshot();
            if (after > now.revision()) {
              throw ResourceLists.tooLarge(after, now.revision());
            }
            boolean whole = request.start() == WatchRequest.Start.INITIAL_EVENTS || after == 0;
            watch.begin(whole ? existing(request, now) : since(after));
            store.listen(this);
            return true;
          });
    }

    private List<WatchEvents.Event> existing(WatchRequest request, ResourceSnapshot now) {
      List<WatchEvents.Event> found = new ArrayList<>();
      for (Resource resource :
          now.list(kind.info().group(), kind.info().kind(), request.selection().namespace())) {
        events.existing(resource).ifPresent(found::add);
      }
      if (request.start() == WatchRequest.Start.INITIAL_EVENTS) {
        found.add(events.endOfExisting(now.revision()));
      }
      return found;
    }

    private List<WatchEvents.Event> since(long after) {
      List<WatchEvents.Event> found = new ArrayList<>();
      store
          .changesAfter(kind.info().group(), kind.info().kind(), after)
          .orElseThrow(
              () ->
                  new ApiException(
                      410,
                      "too old resource version: "
                          + after
                          + " (expected: a newer one; list again, and watch from there)"))
          .forEach(change -> events.of(change).ifPresent(found::add));
      return found;
    }

    @Override
    public void changed(ResourceChange change, ResourceSnapshot now) {
      if (change.key().kind().equals(kind.info().kind())
          && change.key().group().equals(kind.info().group())) {
        events
            .of(change)
            .ifPresent(
                event -> {
                  if (!watch.offer(event)) {
                    watch.cut();
                  }
                });
      }
    }

    void bookmark(WatchRequest request) {
      if (request.bookmarks() == WatchRequest.Bookmarks.WANTED) {
        watch.offerBookmark(events.bookmark(store.snapshot().revision()));
      }
    }
  }
}
