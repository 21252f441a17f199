package dev.weft.agent.http.otelapi;

import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.OwnScope;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import org.jspecify.annotations.Nullable;

/**
 * What the woven API calls. None of it throws. What the program has stored is never changed: what
 * Weft adds is shown to whoever asks for the current context, for as long as its scope is open.
 */
public final class OtelContexts {
  private OtelContexts() {}

  /**
   * The context that the program is to take for current. Of the program's scopes and Weft's on this
   * thread the last one opened says which span is; other values stay the program's.
   *
   * @param found what it would be without Weft
   */
  public static Context current(Context found) {
    try {
      TraceScope top = TraceScope.top();
      TraceContext ours = top == null ? null : top.context();
      if (top == null || ours == null || top.own() instanceof Context) {
        return found;
      }
      Context stored = ContextStorage.get().current();
      if (stored != null && !top.isAbove(stored)) {
        // Made current by a storage of the program's own, or left over from earlier work.
        return found;
      }
      if (top.shown(stored) instanceof Context shown) {
        return shown;
      }
      Context shown = OtelSpanContexts.with(found, ours);
      top.show(stored, shown);
      return shown;
    } catch (Throwable t) {
      ClientRequests.fault("context.otel", t);
      return found;
    }
  }

  /** The program has made {@code attached} current, until {@code scope} is closed. */
  public static void attached(@Nullable Context attached, @Nullable Object scope) {
    try {
      if (attached != null && scope instanceof Keeping keeping && ClientRequests.followProgram()) {
        TraceContext theirs = OtelSpanContexts.read(Span.fromContext(attached).getSpanContext());
        keeping.weftKeep(OwnScope.open(theirs, attached));
      }
    } catch (Throwable t) {
      ClientRequests.fault("context.otel", t);
    }
  }

  /** The program has closed a scope, and {@code closed} says whether that did anything. */
  public static void closed(Object scope, boolean closed) {
    try {
      if (closed
          && scope instanceof Keeping keeping
          && keeping.weftKept() instanceof OwnScope own) {
        keeping.weftKeep(null);
        own.close();
      }
    } catch (Throwable t) {
      ClientRequests.fault("context.otel", t);
    }
  }
}
