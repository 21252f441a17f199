package dev.weft.agent.http.jetty9;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;

/** What a woven channel calls as the head of a request is complete. */
public final class Jetty9Heads {
  private Jetty9Heads() {}

  /** A request begins. Never throws. */
  public static void begun(HttpChannel channel, MetaData.Request head) {
    Request request = channel.getRequest();
    Jetty9Requests.forget(request);
    try {
      Jetty9Requests.keep(request, Jetty9Request.of(request, head));
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.jetty9", e);
    }
  }
}
