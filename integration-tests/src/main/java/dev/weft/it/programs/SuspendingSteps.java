package dev.weft.it.programs;

import java.util.concurrent.CompletableFuture;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.SuspendLambda;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.CoroutineScope;
import org.jspecify.annotations.Nullable;

/**
 * What Kotlin's compiler makes of a suspending block that looks at what it works under, suspends,
 * and does so again, some times.
 */
@SuppressWarnings("serial") // Nobody writes it down.
final class SuspendingSteps extends SuspendLambda
    implements Function2<CoroutineScope, Continuation<? super Unit>, Object> {
  private static final int STEPS = 5;

  private final Step step;
  private final Runnable look;
  private final CompletableFuture<String> end;
  private int done;

  /** One way to suspend. */
  interface Step {
    /** What a suspending function returns: whether it has suspended. */
    @Nullable Object suspend(int step, Continuation<? super Unit> next);
  }

  SuspendingSteps(Step step, Runnable look, CompletableFuture<String> end) {
    this(step, look, end, null);
  }

  private SuspendingSteps(
      Step step,
      Runnable look,
      CompletableFuture<String> end,
      @Nullable Continuation<Object> completion) {
    super(2, completion);
    this.step = step;
    this.look = look;
    this.end = end;
  }

  @Override
  @SuppressWarnings("unchecked") // As the compiler does it.
  public Continuation<Unit> create(@Nullable Object value, Continuation<?> completion) {
    return (Continuation<Unit>) (Continuation<?>) again(completion);
  }

  @Override
  public Object invoke(CoroutineScope scope, Continuation<? super Unit> completion) {
    return again(completion).invokeSuspend(Unit.INSTANCE);
  }

  @SuppressWarnings("unchecked") // It is told whatever comes of this.
  private SuspendingSteps again(Continuation<?> completion) {
    return new SuspendingSteps(step, look, end, (Continuation<Object>) completion);
  }

  @Override
  @SuppressWarnings("unchecked") // It goes on after a step, whatever that gives.
  protected Object invokeSuspend(Object result) {
    look.run();
    while (done < STEPS) {
      Object suspended = step.suspend(done++, (Continuation<Unit>) (Continuation<?>) this);
      if (suspended == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
        return suspended;
      }
      look.run();
    }
    end.complete(Traced.context());
    return Unit.INSTANCE;
  }
}
