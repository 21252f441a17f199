package dev.weft.proxy.svid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order: the bounds hold, and nobody is forgotten. */
class SvidQueueModelTest {
  private static final int STEPS = 4000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomLife_keepsItsBoundsAndForgetsNobody(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    QueueFixture fixture = new QueueFixture();
    List<FakeWorkload> live = new ArrayList<>();
    int named = 0;
    for (int step = 0; step < STEPS; step++) {
      int choice = random.nextInt(100);
      if (choice < 15 && live.size() < 40) {
        FakeWorkload workload = fixture.workload("w" + named++);
        workload.fails = random.nextInt(4) == 0;
        live.add(workload);
        workload.seat.wake();
      } else if (choice < 25 && !live.isEmpty()) {
        live.remove(random.nextInt(live.size())).seat.stop();
      } else if (choice < 45 && !live.isEmpty()) {
        live.get(random.nextInt(live.size())).seat.hurry();
      } else if (choice < 50 && !live.isEmpty()) {
        live.get(random.nextInt(live.size())).seat.wake();
      } else if (choice < 55 && !live.isEmpty()) {
        FakeWorkload workload = live.get(random.nextInt(live.size()));
        workload.fails = !workload.fails;
      } else if (choice < 85 && fixture.threads.begun() > 0) {
        fixture.threads.finishOne();
      } else {
        fixture.threads.pass(Duration.ofSeconds(random.nextInt(300)));
      }
      SvidFigures figures = fixture.queue.figures();
      assertThat(figures.asking()).isEqualTo(fixture.threads.begun()).isLessThanOrEqualTo(4);
      int waiting = figures.priorities().stream().mapToInt(SvidFigures.OfPriority::waiting).sum();
      assertThat(waiting + figures.backingOff()).isLessThanOrEqualTo(live.size());
      assertThat(waiting == 0 || figures.asking() >= 3).as("no turn is left idle").isTrue();
    }
    live.forEach(workload -> workload.fails = false);
    fixture.threads.finishAll();
    fixture.threads.pass(FakeWorkload.BACK_OFF);
    fixture.threads.finishAll();
    assertThat(live)
        .allSatisfy(workload -> assertThat(workload.expires()).isAfter(fixture.threads.instant()));
    // All have to be renewed by then, and each is: nobody fell out of the queue.
    fixture.asked.clear();
    fixture.threads.pass(Duration.ofMinutes(31));
    fixture.threads.finishAll();
    assertThat(Set.copyOf(fixture.asked)).hasSize(live.size());
  }
}
