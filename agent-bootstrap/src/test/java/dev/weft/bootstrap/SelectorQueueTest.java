package dev.weft.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SelectorQueueTest {
  private final SelectorQueue queue = new SelectorQueue();
  private final WovenSelector selector = new WovenSelector(queue);

  @Test
  void timeLeft_onlyMeshEvents_goesOnForWhatIsLeft() {
    assertThat(queue.beforeSelect(60_000)).isEqualTo(60_000);
    queue.meshEvent();
    assertThat(queue.afterSelect(selector, null)).isZero();

    assertThat(queue.timeLeft()).isBetween(1L, 60_000L);
  }

  @Test
  void timeLeft_onlyMeshEventsUntimed_goesOnUntimed() {
    assertThat(queue.beforeSelect(-1)).isEqualTo(-1);
    queue.meshEvent();
    assertThat(queue.afterSelect(selector, null)).isZero();

    assertThat(queue.timeLeft()).isEqualTo(-1);
  }

  @Test
  void timeLeft_noMeshEvent_isOver() {
    assertThat(queue.beforeSelect(-1)).isEqualTo(-1);
    assertThat(queue.afterSelect(selector, null)).isZero();

    assertThat(queue.timeLeft()).isZero();
  }

  @Test
  void timeLeft_selectNow_isOver() {
    assertThat(queue.beforeSelect(0)).isZero();
    queue.meshEvent();
    assertThat(queue.afterSelect(selector, null)).isZero();

    assertThat(queue.timeLeft()).isZero();
  }

  @Test
  void timeLeft_timeIsOver_isOver() {
    assertThat(queue.beforeSelect(1)).isEqualTo(1);
    long until = System.nanoTime() + 2_000_000;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    queue.meshEvent();
    assertThat(queue.afterSelect(selector, null)).isZero();

    assertThat(queue.timeLeft()).isZero();
  }

  @Test
  void timeLeft_wokenUp_isOverForOneSelection() {
    assertThat(queue.beforeSelect(-1)).isEqualTo(-1);
    queue.meshEvent();
    queue.wakingUp();
    assertThat(queue.afterSelect(selector, null)).isZero();
    assertThat(queue.timeLeft()).isZero();
    queue.selected();

    assertThat(queue.beforeSelect(-1)).isEqualTo(-1);
    queue.meshEvent();
    assertThat(queue.afterSelect(selector, null)).isZero();
    assertThat(queue.timeLeft()).isEqualTo(-1);
  }

  @Test
  void timeLeft_interrupted_isOver() {
    assertThat(queue.beforeSelect(-1)).isEqualTo(-1);
    queue.meshEvent();
    assertThat(queue.afterSelect(selector, null)).isZero();

    Thread.currentThread().interrupt();
    try {
      assertThat(queue.timeLeft()).isZero();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void wakeUpIfSelecting_byTheMesh_isNoWakeUpOfTheApplication() throws Exception {
    assertThat(queue.beforeSelect(-1)).isEqualTo(-1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      other.submit(() -> queue.wakeUpIfSelecting(selector)).get();
    } finally {
      other.shutdownNow();
    }
    assertThat(selector.wakeUps).hasValue(1);
    queue.meshEvent();
    assertThat(queue.afterSelect(selector, null)).isZero();

    assertThat(queue.timeLeft()).isEqualTo(-1);
  }

  @Test
  void wakeUpIfSelecting_nobodySelects_leavesTheSelectorAlone() {
    queue.wakeUpIfSelecting(selector);

    assertThat(selector.wakeUps).hasValue(0);
  }

  @Test
  void afterSelect_nothingThatTheApplicationWants_nextSelectionWaits() throws Exception {
    try (SocketPair pair = SocketPair.open();
        Selector real = Selector.open()) {
      pair.near().configureBlocking(false);
      SelectionKey paused = pair.near().register(real, 0);
      queue.add(paused, new FileDescriptor(), new ReadySocket());
      assertThat(queue.beforeSelect(-1)).isZero();
      assertThat(queue.afterSelect(selector, null)).isZero();

      assertThat(queue.timeLeft()).isEqualTo(-1);
      assertThat(queue.beforeSelect(-1)).isEqualTo(-1);
    }
  }
}
