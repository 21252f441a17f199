package dev.weft.agent.http.coroutines;

import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/** What woven dispatchers call. None of it throws. */
public final class Coroutines {
  private Coroutines() {}

  /** A coroutine is about to go on; one that was made without a context does so without one. */
  public static @Nullable TraceScope resuming(Object task) {
    if (!TraceScope.isUsed() || !(task instanceof Continuation<?> continuation)) {
      return null;
    }
    try {
      // Of its own context a coroutine is the job itself.
      Object coroutine = continuation.getContext().get(Job.Key);
      if (coroutine instanceof Keeping keeping) {
        return TaskContexts.resuming(
            keeping.weftKept() instanceof TraceContext context ? context : null);
      }
    } catch (Throwable t) {
      ClientRequests.fault("context.coroutine", t);
    }
    return null;
  }
}
