package dev.weft.agent.http.asynchttpclient;

import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the woven client calls. None of it throws. */
public final class AskedRequests {
  private AskedRequests() {}

  /** The program asks for something. */
  public static void asked(Object future) {
    if (future instanceof Keeping keeping) {
      keeping.weftKeep(TraceScope.current());
    }
  }

  /** Something is done for that, on whatever thread. */
  public static @Nullable TraceScope working(@Nullable Object future) {
    if (!(future instanceof Keeping keeping)) {
      return null;
    }
    TraceContext context = keeping.weftKept() instanceof TraceContext kept ? kept : null;
    return Objects.equals(context, TraceScope.current()) ? null : TraceScope.open(context);
  }
}
