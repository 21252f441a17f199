package dev.weft.bootstrap.http;

import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import org.jspecify.annotations.Nullable;

/**
 * Trace contexts that are kept with an object of a library which works for one request alone,
 * whatever thread it comes to do so on. What woven libraries call; none of it throws.
 */
public final class RequestContexts {
  private RequestContexts() {}

  /** Keeps what the calling thread works under with {@code worker}, if that has room for it. */
  public static void keep(@Nullable Object worker) {
    TraceContext context = TraceScope.current();
    if (context != null && worker instanceof Keeping slot) {
      slot.weftKeep(context);
    }
  }

  /**
   * The calling thread works for the request of {@code worker} from now on.
   *
   * @return to be given to {@link ServerRequests#leave} on the same thread; null when nothing is
   *     kept, or when the thread works under it already
   */
  public static @Nullable TraceScope resume(Object worker) {
    return worker instanceof Keeping slot
            && slot.weftKept() instanceof TraceContext context
            && !context.equals(TraceScope.current())
        ? TraceScope.open(context)
        : null;
  }

  /**
   * The calling thread works for the request that {@code part} leads to by links.
   *
   * @return to be given to {@link ServerRequests#leave} on the same thread; null when the request
   *     has no context, or when the thread works under it already
   */
  public static @Nullable TraceScope enter(@Nullable Object part) {
    return ServerRequests.enter(verdict(part));
  }

  /**
   * What is to be run instead of {@code task}, which works for the request that {@code part} leads
   * to by links. To be used only for what the library keeps to itself.
   */
  public static Runnable bound(@Nullable Object part, Runnable task) {
    Verdict verdict = verdict(part);
    return verdict == null || !verdict.isTraced() || task == null
        ? task
        : new RequestTask(task, verdict);
  }

  /** Of the first judged request on the way. */
  private static @Nullable Verdict verdict(@Nullable Object part) {
    Object at = part;
    for (int i = 0; i < ServerRequests.MOST_LINKS; i++) {
      if (at instanceof Judged judged) {
        return judged.weftVerdict();
      }
      if (!(at instanceof Linked linked)) {
        break;
      }
      at = linked.weftLink();
    }
    return null;
  }
}
