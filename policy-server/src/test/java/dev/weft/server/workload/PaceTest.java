package dev.weft.server.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration GAP = Duration.ofMillis(100);

  private final AtomicLong now = new AtomicLong(5_000_000_000L);
  private final List<Long> pushes = new ArrayList<>();
  private final ByHand executor = new ByHand();
  private final Pace pace = new Pace(executor, now::get, () -> GAP, () -> pushes.add(millis()));

  /** Keeps what is scheduled until the test lets it run. */
  private final class ByHand extends ScheduledThreadPoolExecutor {
    private Runnable task = () -> {};
    private long due = Long.MAX_VALUE;

    ByHand() {
      super(0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
      assertThat(due).as("nothing else is scheduled").isEqualTo(Long.MAX_VALUE);
      task = command;
      due = now.get() + unit.toNanos(delay);
      return super.schedule(() -> {}, 1, TimeUnit.DAYS);
    }

    void advance(Duration time) {
      long end = now.get() + time.toNanos();
      while (due <= end) {
        now.set(Math.max(now.get(), due));
        due = Long.MAX_VALUE;
        task.run();
      }
      now.set(end);
    }
  }

  private long millis() {
    return now.get() / 1_000_000 - 5000;
  }

  @Test
  void changed_afterAQuietTime_isPushedAtOnce() {
    pace.changed();
    executor.advance(Duration.ZERO);
    executor.advance(Duration.ofSeconds(1));
    pace.changed();
    executor.advance(Duration.ZERO);

    assertThat(pushes).containsExactly(0L, 1000L);
  }

  @Test
  void changed_inABurst_isPushedOncePerGapAndAtTheEnd() {
    for (int i = 0; i < 250; i++) {
      pace.changed();
      executor.advance(Duration.ofMillis(1));
    }
    executor.advance(Duration.ofSeconds(1));

    assertThat(pushes).containsExactly(0L, 100L, 200L, 300L);
  }

  @Test
  void changed_whileAPushRuns_isPushedAgain() {
    List<Long> both = new ArrayList<>();
    Pace[] own = new Pace[1];
    own[0] =
        new Pace(
            executor,
            now::get,
            () -> GAP,
            () -> {
              both.add(millis());
              if (both.size() == 1) {
                own[0].changed();
              }
            });
    own[0].changed();
    executor.advance(Duration.ofSeconds(1));

    assertThat(both).containsExactly(0L, 100L);
  }

  @Test
  void changed_whileTheLastPushTurnsOutToBeLong_waitsForIt() {
    List<Long> own = new ArrayList<>();
    AtomicLong gap = new AtomicLong(100);
    Pace growing =
        new Pace(executor, now::get, () -> Duration.ofMillis(gap.get()), () -> own.add(millis()));
    growing.changed();
    executor.advance(Duration.ofMillis(10));
    growing.changed();
    gap.set(400);
    executor.advance(Duration.ofSeconds(1));

    assertThat(own).containsExactly(0L, 400L);
  }

  @Test
  void changed_afterTheEnd_doesNothing() {
    ScheduledExecutorService ended = Executors.newSingleThreadScheduledExecutor();
    ended.shutdown();
    Pace late = new Pace(ended, now::get, () -> GAP, () -> pushes.add(millis()));

    late.changed();

    assertThat(pushes).isEmpty();
  }
}
