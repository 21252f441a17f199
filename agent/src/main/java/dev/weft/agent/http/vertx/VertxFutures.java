package dev.weft.agent.http.vertx;

import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What woven futures call. None of it throws. */
public final class VertxFutures {
  private VertxFutures() {}

  /** A future was made, and so was what is to become of it. */
  public static void made(Object future) {
    TraceContext current = TraceScope.current();
    if (current != null && future instanceof Keeping keeping) {
      keeping.weftKeep(current);
    }
  }

  /**
   * A listener is about to be called, perhaps in the middle of what somebody else does who
   * completes the future. One that is a future itself, as a step of a chain is, has a maker of its
   * own.
   */
  public static @Nullable TraceScope calling(Object future, @Nullable Object listener) {
    Object maker = listener instanceof Keeping ? listener : future;
    if (!(maker instanceof Keeping keeping)) {
      return null;
    }
    TraceContext context = keeping.weftKept() instanceof TraceContext found ? found : null;
    return Objects.equals(context, TraceScope.current()) ? null : TraceScope.open(context);
  }
}
