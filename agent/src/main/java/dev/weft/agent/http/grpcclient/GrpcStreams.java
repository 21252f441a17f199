package dev.weft.agent.http.grpcclient;

import dev.weft.bootstrap.http.ClientExchanges;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import org.jspecify.annotations.Nullable;

/** What the woven transport calls. None of it throws. */
public final class GrpcStreams {
  private GrpcStreams() {}

  /** A call's headers have become those of a stream, which its codec will see. */
  public static void converted(
      Object metadata, @Nullable CharSequence authority, @Nullable Object headers) {
    if (metadata instanceof Keeping call
        && call.weftKept() instanceof ClientExchanges exchanges
        && exchanges.exchange() != null
        && headers instanceof Keeping stream) {
      stream.weftKeep(exchanges.exchange());
      ClientRequests.addressed(exchanges.exchange(), authority);
    }
  }
}
