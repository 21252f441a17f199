package dev.weft.bootstrap.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class WaitingTasksTest {
  private final WaitingTasks waiting = new WaitingTasks();

  private static TraceContext context(long span) {
    return new TraceContext(1, 2, span, 1, "");
  }

  /** Equal to all others, as a program's tasks may be. */
  private record Same() {}

  @Test
  void take_equalTasks_areToldApart() {
    Same one = new Same();
    Same other = new Same();
    waiting.add(one, context(1));
    waiting.add(other, context(2));

    assertThat(waiting.take(other)).isEqualTo(context(2));
    assertThat(waiting.take(one)).isEqualTo(context(1));
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void take_sameTaskSeveralTimes_inTheOrderGiven() {
    Object task = new Object();
    waiting.add(task, context(1));
    waiting.add(task, null);
    waiting.add(task, context(3));

    assertThat(waiting.take(task)).isEqualTo(context(1));
    assertThat(waiting.take(task)).isNull();
    assertThat(waiting.take(task)).isEqualTo(context(3));
    assertThat(waiting.take(task)).isNull();
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void add_noContext_keepsNothing() {
    waiting.add(new Object(), null);
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void addIfAbsent_second_changesNothing() {
    Object task = new Object();
    waiting.addIfAbsent(task, context(1));
    waiting.addIfAbsent(task, context(2));

    assertThat(waiting.take(task)).isEqualTo(context(1));
    assertThat(waiting.take(task)).isNull();
  }

  @Test
  void add_taskThatIsGone_isForgotten() throws Exception {
    WeakReference<Object> task = give(new Object());
    long end = System.nanoTime() + 30_000_000_000L;
    while (!waiting.isEmpty() && System.nanoTime() < end) {
      System.gc();
      Object next = new Object();
      waiting.addIfAbsent(next, context(2));
      TraceContext unused = waiting.take(next);
    }
    assertThat(task.get()).isNull();
    assertThat(waiting.isEmpty()).isTrue();
  }

  private WeakReference<Object> give(Object task) {
    waiting.add(task, context(1));
    return new WeakReference<>(task);
  }
}
