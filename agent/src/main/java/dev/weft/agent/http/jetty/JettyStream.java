package dev.weft.agent.http.jetty;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;

/**
 * Stands around the stream of a traced request, as Jetty lets handlers put something there, and
 * tells when its answer is complete: on whatever thread, and once.
 */
public final class JettyStream extends HttpStream.Wrapper {
  private final Verdict verdict;

  /** Of the head that was sent last; 0 before. An interim one is followed by another. */
  private volatile int status;

  /** Whether the last of the answer was given to the connection. */
  private volatile boolean ended;

  JettyStream(HttpStream stream, Verdict verdict) {
    super(stream);
    this.verdict = verdict;
  }

  @Override
  public void send(
      MetaData.Request request,
      MetaData.Response response,
      boolean last,
      ByteBuffer content,
      Callback callback) {
    if (response != null) {
      status = response.getStatus();
    }
    if (last) {
      ended = true;
    }
    super.send(request, response, last, content, callback);
  }

  @Override
  public void succeeded() {
    ServerRequests.finished(verdict, status, null);
    super.succeeded();
  }

  @Override
  public void failed(Throwable failure) {
    if (ended && status >= 500) {
      // Jetty's own answer to what the application has failed with.
      ServerRequests.finished(verdict, status, null);
    } else if (failure instanceof IOException) {
      ServerRequests.finished(verdict, 0, "connection_closed");
    } else {
      ServerRequests.finished(verdict, status, failure.getClass().getName());
    }
    super.failed(failure);
  }
}
