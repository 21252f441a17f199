package dev.weft.proxy.net;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Finds what has not moved for a time. Each event loop looks at all that it serves a few times
 * within that, with a single timer: to move costs nothing, and neither does a request's begin or
 * end. What is found has been quiet for the limit, and for a quarter more at most.
 */
public final class QuietWatch {
  private static final int LOOKS = 4;

  private final Duration pause;
  private final Map<EventLoop, Sweeper> sweepers = new ConcurrentHashMap<>();

  /**
   * @param limit how long something may be quiet
   */
  public QuietWatch(Duration limit) {
    this.pause = limit.dividedBy(LOOKS);
  }

  /** Watches {@code watched}, which is served by {@code loop}; to be called there. */
  public Watch add(EventLoop loop, Watched watched) {
    Watch watch = new Watch(sweepers.computeIfAbsent(loop, Sweeper::new), watched);
    watch.sweeper.add(watch);
    return watch;
  }

  /** One thing that is watched. */
  public static final class Watch {
    private final Sweeper sweeper;
    private final Watched watched;
    private long seen;
    private int unchanged = -1;

    private Watch(Sweeper sweeper, Watched watched) {
      this.sweeper = sweeper;
      this.watched = watched;
    }

    private boolean isQuiet() {
      long now = watched.moved();
      if (unchanged < 0 || now != seen) {
        seen = now;
        unchanged = 0;
      } else if (unchanged < LOOKS) {
        unchanged++;
      }
      return unchanged == LOOKS;
    }

    /** Watches it no more; to be called on its event loop. */
    public void end() {
      sweeper.watches.remove(this);
    }
  }

  /** What one event loop serves; touched there alone. */
  private final class Sweeper {
    private final EventLoop loop;
    private final Set<Watch> watches = new LinkedHashSet<>();
    private boolean scheduled;

    Sweeper(EventLoop loop) {
      this.loop = loop;
    }

    void add(Watch watch) {
      watches.add(watch);
      schedule();
    }

    private void schedule() {
      if (!scheduled && !watches.isEmpty() && !loop.isShuttingDown()) {
        scheduled = true;
        loop.schedule(this::sweep, Math.max(1, pause.toNanos()), TimeUnit.NANOSECONDS);
      }
    }

    private void sweep() {
      scheduled = false;
      schedule();
      // Apart, since who is told may end its own watch, and those of others.
      List<Watch> quiet = new ArrayList<>();
      for (Watch watch : watches) {
        if (watch.isQuiet()) {
          quiet.add(watch);
        }
      }
      for (Watch watch : quiet) {
        if (watches.contains(watch)) {
          watch.watched.quiet();
        }
      }
    }
  }
}
