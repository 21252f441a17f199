package dev.weft.it.programs;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CancellableContinuationImpl;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.YieldKt;
import org.jspecify.annotations.Nullable;

/** Coroutines on several dispatchers: prints what each kind of them worked under. */
public final class CoroutineContexts {
  private static final ScheduledExecutorService POOL = Executors.newScheduledThreadPool(3);

  /** Continuations of some callers, that others resume. */
  private static final Queue<Continuation<? super Unit>> WAITING = new ConcurrentLinkedQueue<>();

  private CoroutineContexts() {}

  /** No arguments. */
  public static void main(String[] args) throws Exception {
    hunt("default", Dispatchers.getDefault(), CoroutineStart.DEFAULT, CoroutineContexts::pause);
    hunt("io", Dispatchers.getIO(), CoroutineStart.DEFAULT, CoroutineContexts::elsewhere);
    hunt(
        "unconfined",
        Dispatchers.getUnconfined(),
        CoroutineStart.DEFAULT,
        CoroutineContexts::pause);
    hunt(
        "others",
        Dispatchers.getDefault(),
        CoroutineStart.UNDISPATCHED,
        (step, next) -> resumedByOthers(next));
    hunt(
        "in-place",
        Dispatchers.getUnconfined(),
        CoroutineStart.DEFAULT,
        (step, next) -> resumedByOthers(next));
    hunt(
        "cancellable",
        Dispatchers.getUnconfined(),
        CoroutineStart.DEFAULT,
        (step, next) -> cancellable(next));
    hunt("pool", ExecutorsKt.from(POOL), CoroutineStart.DEFAULT, CoroutineContexts::pause);
    ContextHunt.leaks("default", () -> idle(Dispatchers.getDefault()));
    ContextHunt.leaks("io", () -> idle(Dispatchers.getIO()));
    ContextHunt.leaks("unconfined", () -> idle(Dispatchers.getUnconfined()));
    foreign();
    POOL.shutdownNow();
    System.out.println("done");
  }

  private static void hunt(
      String what, CoroutineContext on, CoroutineStart start, SuspendingSteps.Step step)
      throws Exception {
    ContextHunt.hunt(what, (hunt, number) -> launch(on, start, step, () -> hunt.look(number)));
  }

  private static CompletableFuture<String> launch(
      CoroutineContext on, CoroutineStart start, SuspendingSteps.Step step, Runnable look) {
    CompletableFuture<String> end = new CompletableFuture<>();
    var unused =
        BuildersKt.launch(GlobalScope.INSTANCE, on, start, new SuspendingSteps(step, look, end));
    return end;
  }

  /** Coroutines that were made without a context have none at their end. */
  private static CompletableFuture<String> idle(CoroutineContext on) {
    return launch(on, CoroutineStart.DEFAULT, CoroutineContexts::pause, () -> {});
  }

  /** Nor do they get one from a caller that resumes them in place. */
  private static void foreign() throws Exception {
    ContextHunt.leaks(
        "foreign",
        () -> {
          CompletableFuture<String> end =
              launch(
                  Dispatchers.getUnconfined(),
                  CoroutineStart.DEFAULT,
                  (step, next) -> cancellable(next),
                  () -> {});
          for (int i = 0; !end.isDone(); i++) {
            resumeOne(1000 + i);
          }
          return end;
        });
  }

  private static @Nullable Object pause(int step, Continuation<? super Unit> next) {
    return step % 2 == 0 ? DelayKt.delay(1 + step, next) : YieldKt.yield(next);
  }

  /** A part of a coroutine that another dispatcher does. */
  private static @Nullable Object elsewhere(int step, Continuation<? super Unit> next) {
    CompletableFuture<String> unused = new CompletableFuture<>();
    return BuildersKt.withContext(
        step % 2 == 0 ? Dispatchers.getDefault() : Dispatchers.getIO(),
        new SuspendingSteps(CoroutineContexts::pause, () -> {}, unused),
        next);
  }

  private static Object resumedByOthers(Continuation<? super Unit> next) {
    WAITING.add(IntrinsicsKt.intercepted(next));
    resumeSoon();
    return IntrinsicsKt.getCOROUTINE_SUSPENDED();
  }

  private static @Nullable Object cancellable(Continuation<? super Unit> next) {
    CancellableContinuationImpl<Unit> waiting =
        new CancellableContinuationImpl<>(cast(IntrinsicsKt.intercepted(next)), 1);
    waiting.initCancellability();
    WAITING.add(waiting);
    resumeSoon();
    return waiting.getResult();
  }

  @SuppressWarnings("unchecked") // It takes what it is given.
  private static Continuation<Unit> cast(Continuation<? super Unit> next) {
    return (Continuation<Unit>) next;
  }

  /** Has one that waits resumed, mostly somebody else's, by somebody with another trace. */
  private static void resumeSoon() {
    int other = 1000 + WAITING.size();
    var unused = POOL.schedule(() -> resumeOne(other), 1, TimeUnit.MILLISECONDS);
  }

  private static void resumeOne(int other) {
    try {
      Object unused =
          Callers.under(
              other,
              () -> {
                Continuation<? super Unit> next = WAITING.poll();
                if (next != null) {
                  next.resumeWith(Unit.INSTANCE);
                }
                return other;
              });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
