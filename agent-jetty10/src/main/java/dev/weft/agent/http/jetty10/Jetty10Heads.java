package dev.weft.agent.http.jetty10;

import dev.weft.agent.http.jetty9.Jetty9Requests;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;

/** What a woven channel calls as the head of a request is complete. */
public final class Jetty10Heads {
  private Jetty10Heads() {}

  /** A request begins. Never throws. */
  public static void begun(HttpChannel channel, MetaData.Request head) {
    Request request = channel.getRequest();
    Jetty9Requests.forget(request);
    try {
      Jetty9Requests.keep(request, Jetty10Request.of(request, head));
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.jetty10", e);
    }
  }
}
