package dev.weft.proxy.svid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets a turn, and when. */
class SvidQueueTest {
  private final QueueFixture fixture = new QueueFixture();
  private final ManualThreads threads = fixture.threads;
  private final SvidQueue queue = fixture.queue;
  private final List<String> asked = fixture.asked;

  @Test
  void enrol_manyAtOnce_threeAskAtATimeInTheOrderOfTheirComing() {
    fixture.enrol("pod", 6);

    assertThat(threads.begun()).as("one turn is kept free").isEqualTo(3);
    assertThat(fixture.waiting(Priority.SOON)).isEqualTo(3);
    threads.finishOne();
    assertThat(threads.begun()).isEqualTo(3);
    threads.finishAll();
    assertThat(asked).containsExactly("pod0", "pod1", "pod2", "pod3", "pod4", "pod5");
  }

  @Test
  void hurry_whileOthersHoldEveryTurnButOne_getsThatOne() {
    List<FakeWorkload> pods = fixture.enrol("pod", 300);
    pods.get(299).seat.hurry();

    assertThat(threads.begun()).isEqualTo(4);
    threads.finishAll();
    assertThat(asked.indexOf("pod299")).isEqualTo(3);
    assertThat(asked).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void hurry_manyTimes_asksOnce() {
    List<FakeWorkload> pods = fixture.enrol("pod", 10);
    for (int i = 0; i < 1000; i++) {
      pods.get(9).seat.hurry();
    }
    threads.finishAll();

    assertThat(asked).containsOnlyOnce("pod9").hasSize(10);
  }

  @Test
  void hurry_byAllAtOnce_neverMoreThanFourAsk() {
    List<FakeWorkload> pods = fixture.enrol("pod", 50);
    pods.forEach(pod -> pod.seat.hurry());

    while (threads.begun() > 0) {
      assertThat(threads.begun()).isLessThanOrEqualTo(4);
      threads.finishOne();
    }
    assertThat(asked).hasSize(50);
  }

  @Test
  void hurry_withAGoodSvid_doesNothing() {
    FakeWorkload pod = fixture.joined("pod");
    pod.seat.hurry();

    assertThat(threads.begun()).isZero();
  }

  @Test
  void hurry_svidExpiredWithoutItsTurn_comesAtOnce() {
    FakeWorkload pod = fixture.joined("pod");
    threads.setClock(FakeWorkload.LIFE);
    pod.seat.hurry();
    threads.finishAll();

    assertThat(asked).containsExactly("pod");
    assertThat(fixture.queue.figures().priorities().get(0).turns()).isEqualTo(1);
  }

  @Test
  void renewal_halfOfItsLifeOver_waitsInTheBackgroundAndComesLast() {
    fixture.joined("renewing");
    threads.pass(Duration.ofMinutes(29));
    fixture.enrol("blocking", 3);
    threads.pass(Duration.ofMinutes(1));
    assertThat(fixture.waiting(Priority.BACKGROUND)).isEqualTo(1);
    fixture.enrol("coming", 2);
    threads.finishAll();

    assertThat(asked)
        .containsExactly("blocking0", "blocking1", "blocking2", "coming0", "coming1", "renewing");
  }

  @Test
  void renewal_thatWaitsUntilItsSvidIsOld_isNoLongerPassed() {
    fixture.joined("renewing");
    fixture.enrol("blocking", 3);
    threads.pass(Duration.ofMinutes(45));
    fixture.enrol("coming", 2);
    threads.finishAll();

    assertThat(asked)
        .containsExactly("blocking0", "blocking1", "blocking2", "renewing", "coming0", "coming1");
  }

  @Test
  void wake_whileItWaitsInTheBackground_isRaised() {
    FakeWorkload renewing = fixture.joined("renewing");
    fixture.enrol("blocking", 3);
    threads.pass(Duration.ofMinutes(30));
    renewing.seat.wake();

    assertThat(fixture.waiting(Priority.BACKGROUND)).isZero();
    assertThat(fixture.waiting(Priority.SOON)).isEqualTo(1);
  }

  @Test
  void others_whileConnectionsNeverStopComing_haveOneTurnInFour() {
    List<FakeWorkload> soon = fixture.enrol("soon", 8);
    List<FakeWorkload> now = fixture.enrol("now", 30);
    now.forEach(pod -> pod.seat.hurry());
    threads.finishAll();

    // Three of the others had begun before the first connection came.
    for (int i = 3; i < soon.size(); i++) {
      assertThat(asked.indexOf("soon" + i)).isLessThanOrEqualTo(3 + 4 * (i - 2));
    }
    assertThat(asked).hasSize(38);
  }

  @Test
  void wake_whileItAsks_asksOnceMore() {
    FakeWorkload pod = fixture.workload("pod");
    pod.seat.wake();
    pod.seat.wake();
    threads.finishAll();

    assertThat(asked).containsExactly("pod", "pod");
  }

  @Test
  void renewal_afterTheClockHasJumped_isFoundWithinAMinute() {
    fixture.joined("pod");
    threads.setClock(Duration.ofMinutes(40));
    threads.pass(Duration.ofMinutes(1));
    threads.finishAll();

    assertThat(asked).containsExactly("pod");
  }

  @Test
  void figures_tellWhoWaitsWhoAsksAndHowLongItTook() {
    FakeWorkload bad = fixture.workload("bad");
    bad.fails = true;
    bad.seat.wake();
    threads.finishAll();
    List<FakeWorkload> pods = fixture.enrol("pod", 5);
    pods.get(4).seat.hurry();
    threads.pass(Duration.ofSeconds(2));

    SvidFigures busy = queue.figures();
    assertThat(busy.asking()).isEqualTo(4);
    assertThat(busy.backingOff()).isEqualTo(1);
    assertThat(fixture.waiting(Priority.SOON)).isEqualTo(1);

    threads.finishAll();
    SvidFigures after = queue.figures();
    assertThat(after.asking()).isZero();
    assertThat(after.issued()).isEqualTo(5);
    assertThat(after.failed()).isEqualTo(1);
    assertThat(after.priorities())
        .containsExactly(
            new SvidFigures.OfPriority(Priority.NOW, 0, 1, 0),
            new SvidFigures.OfPriority(Priority.SOON, 0, 5, Duration.ofSeconds(2).toNanos()),
            new SvidFigures.OfPriority(Priority.BACKGROUND, 0, 0, 0));
  }
}
