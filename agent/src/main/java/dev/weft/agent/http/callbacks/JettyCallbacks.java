package dev.weft.agent.http.callbacks;

import dev.weft.bootstrap.http.RequestContexts;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.trace.TraceScope;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What woven servlet environments call; none of it throws. */
public final class JettyCallbacks {
  private JettyCallbacks() {}

  /** The calling thread works for the request that {@code part} leads to. */
  public static @Nullable TraceScope enter(Object part) {
    return RequestContexts.enter(request(part));
  }

  /** What is to be run instead of {@code task}, which works for the request of {@code part}. */
  public static Runnable bound(Object part, Runnable task) {
    return RequestContexts.bound(request(part), task);
  }

  /** The server's own request, around which environments put theirs. */
  private static @Nullable Object request(Object part) {
    return ServerRequests.end(part) instanceof Request request ? Request.unWrap(request) : null;
  }
}
