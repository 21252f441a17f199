package dev.weft.server.workload;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Those who wait on one event loop. All of it runs there: whoever makes a change only leaves a note
 * on each loop, however many wait.
 */
final class Waiters {
  /** So many are answered before the loop sees to other things. */
  private static final int BATCH = 64;

  private final EventExecutor loop;
  private final AtomicInteger count;
  private final AtomicInteger told;
  private final Set<Waiter> waiting = new LinkedHashSet<>();

  /** What a waiter gets. */
  interface Answers {
    /** The answer at {@code state}, or null as long as there is nothing to say. */
    @org.jspecify.annotations.Nullable
    HttpResponse at(ConfigState state);

    /** The answer when the wait is over. */
    HttpResponse atTheEnd();
  }

  private static final class Waiter {
    final Answers answers;
    final CompletableFuture<HttpResponse> answer = new CompletableFuture<>();

    Waiter(Answers answers) {
      this.answers = answers;
    }
  }

  /**
   * A set for {@code loop}.
   *
   * @param count how many wait in all such sets
   * @param told how many pushes have answered
   */
  Waiters(EventExecutor loop, AtomicInteger count, AtomicInteger told) {
    this.loop = loop;
    this.count = count;
    this.told = told;
  }

  /** Lets a caller wait; to be called on the loop. */
  HttpResponse add(Answers answers, Duration wait) {
    Waiter waiter = new Waiter(answers);
    waiting.add(waiter);
    var end =
        loop.schedule(
            () -> complete(waiter, answers.atTheEnd()), wait.toMillis(), TimeUnit.MILLISECONDS);
    var unusedAfterwards =
        waiter.answer.whenComplete(
            (answer, failure) -> {
              count.decrementAndGet();
              end.cancel(false);
              if (loop.inEventLoop()) {
                waiting.remove(waiter);
              } else {
                loop.execute(() -> waiting.remove(waiter));
              }
            });
    HttpResponse response = HttpResponse.of(waiter.answer);
    // The caller may hang up: then nobody waits any more.
    var unusedAtEnd =
        response.whenComplete().whenComplete((done, failure) -> waiter.answer.cancel(false));
    return response;
  }

  /** Answers those for whom {@code state} has news; from any thread. */
  void push(ConfigState state) {
    loop.execute(() -> answer(new ArrayDeque<>(waiting), state));
  }

  private void answer(Queue<Waiter> left, ConfigState state) {
    int answered = 0;
    while (answered < BATCH && !left.isEmpty()) {
      Waiter waiter = left.remove();
      if (!waiter.answer.isDone()) {
        HttpResponse answer = waiter.answers.at(state);
        if (answer != null) {
          complete(waiter, answer);
          told.incrementAndGet();
          answered++;
        }
      }
    }
    if (!left.isEmpty()) {
      loop.execute(() -> answer(left, state));
    }
  }

  /** Sends all of them away; from any thread. */
  void dismiss() {
    loop.execute(
        () -> {
          for (Waiter waiter : new ArrayDeque<>(waiting)) {
            complete(waiter, HttpResponse.of(HttpStatus.NO_CONTENT));
          }
        });
  }

  private static void complete(Waiter waiter, HttpResponse answer) {
    if (!waiter.answer.complete(answer)) {
      answer.abort();
    }
  }
}
