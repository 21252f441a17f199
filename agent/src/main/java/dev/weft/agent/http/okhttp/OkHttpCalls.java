package dev.weft.agent.http.okhttp;

import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries the context of the program's thread to that of the dispatcher. The executor alone would
 * not do: a call that has waited is handed to it by the thread that has finished another one.
 */
public final class OkHttpCalls {
  private OkHttpCalls() {}

  /** The program enqueues a call. */
  public static void made(Object call) {
    if (call instanceof Keeping keeping) {
      keeping.weftKeep(TraceScope.current());
    }
  }

  /** A thread begins with it; returns what to give to {@link #leave}, or null for nothing. */
  public static @Nullable TraceScope enter(Object call) {
    try {
      TraceContext kept =
          call instanceof Keeping keeping && keeping.weftKept() instanceof TraceContext context
              ? context
              : null;
      return Objects.equals(kept, TraceScope.current()) ? null : TraceScope.open(kept);
    } catch (Throwable t) {
      ClientRequests.fault("http.client.enter", t);
      return null;
    }
  }

  /** It is done with it. */
  public static void leave(@Nullable TraceScope scope) {
    try {
      if (scope != null) {
        scope.close();
      }
    } catch (Throwable t) {
      ClientRequests.fault("http.client.leave", t);
    }
  }
}
