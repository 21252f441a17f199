package dev.weft.proxy.svid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of those who fail, who go, and who are there when the queue ends. */
class SvidQueueFailureTest {
  private final QueueFixture fixture = new QueueFixture();
  private final ManualThreads threads = fixture.threads;
  private final SvidQueue queue = fixture.queue;
  private final List<String> asked = fixture.asked;

  @Test
  void failure_backsOffWithoutATurn() {
    List<FakeWorkload> bad = fixture.enrol("bad", 8);
    bad.forEach(pod -> pod.fails = true);
    threads.finishAll();
    assertThat(queue.figures().backingOff()).isEqualTo(8);
    fixture.enrol("good", 2);
    assertThat(threads.begun()).isEqualTo(2);
    threads.finishAll();
    assertThat(asked).hasSize(10);

    threads.pass(FakeWorkload.BACK_OFF);
    assertThat(queue.figures().backingOff()).isZero();
    threads.finishAll();
    assertThat(asked).hasSize(18);
  }

  @Test
  void hurry_whileItBacksOff_waitsForItsEndAndThenComesFirst() {
    FakeWorkload bad = fixture.workload("bad");
    bad.fails = true;
    bad.seat.wake();
    threads.finishAll();
    bad.seat.hurry();
    assertThat(threads.begun()).isZero();
    fixture.enrol("pod", 9);
    asked.clear();

    threads.pass(FakeWorkload.BACK_OFF);
    assertThat(threads.begun()).isEqualTo(4);
    threads.finishAll();
    assertThat(asked.indexOf("bad")).isEqualTo(3);
  }

  @Test
  void backOff_whenTheClockIsSetBack_isNotLonger() {
    FakeWorkload bad = fixture.workload("bad");
    bad.fails = true;
    bad.seat.wake();
    threads.finishAll();
    threads.setClock(Duration.ofHours(-5));
    threads.pass(FakeWorkload.BACK_OFF);
    threads.finishAll();

    assertThat(asked).containsExactly("bad", "bad");
  }

  @Test
  void error_givesItsTurnBackAndIsTriedAgainSlowly() {
    List<FakeWorkload> bad = fixture.enrol("bad", 3);
    bad.forEach(pod -> pod.throwsError = true);
    threads.finishAll();
    assertThat(fixture.faults.counts()).containsEntry("svid.ask", 3L);
    fixture.enrol("good", 3);
    threads.finishAll();
    assertThat(asked).contains("good0", "good1", "good2");

    asked.clear();
    threads.pass(Duration.ofMinutes(1));
    threads.finishAll();
    assertThat(asked).containsExactlyInAnyOrder("bad0", "bad1", "bad2");
  }

  @Test
  void stop_whileItWaits_neverAsks() {
    List<FakeWorkload> pods = fixture.enrol("pod", 6);
    pods.get(4).seat.stop();
    threads.finishAll();

    assertThat(asked).containsExactly("pod0", "pod1", "pod2", "pod3", "pod5");
  }

  @Test
  void stop_whileItAsks_givesItsTurnBackWhenItHasEnded() {
    List<FakeWorkload> pods = fixture.enrol("pod", 4);
    pods.get(0).seat.stop();
    assertThat(queue.figures().asking()).isEqualTo(3);
    threads.finishAll();
    assertThat(queue.figures().asking()).isZero();

    asked.clear();
    threads.pass(Duration.ofMinutes(31));
    threads.finishAll();
    assertThat(asked).containsExactlyInAnyOrder("pod1", "pod2", "pod3");
  }

  @Test
  void stop_whileItRestsOrBacksOff_leavesNothingBehind() {
    FakeWorkload resting = fixture.joined("resting");
    FakeWorkload bad = fixture.workload("bad");
    bad.fails = true;
    bad.seat.wake();
    threads.finishAll();
    resting.seat.stop();
    bad.seat.stop();
    bad.seat.stop();
    asked.clear();

    assertThat(queue.figures().backingOff()).isZero();
    threads.pass(Duration.ofHours(2));
    assertThat(asked).isEmpty();
    assertThat(threads.timers()).isZero();
  }

  @Test
  void stop_thenWakeOrHurry_doesNothing() {
    FakeWorkload pod = fixture.workload("pod");
    pod.seat.stop();
    pod.seat.wake();
    pod.seat.hurry();

    assertThat(threads.begun()).isZero();
  }

  @Test
  void close_whileSomeAskAndSomeWait_letsNoOtherBegin() {
    List<FakeWorkload> pods = fixture.enrol("pod", 6);
    FakeWorkload late = fixture.workload("late");
    queue.close();
    assertThat(threads.isEnded()).isTrue();
    threads.finishAll();
    late.seat.wake();
    pods.get(5).seat.hurry();
    pods.forEach(pod -> pod.seat.stop());

    assertThat(asked).hasSize(3);
    assertThat(threads.begun()).isZero();
    assertThat(threads.timers()).isZero();
  }
}
