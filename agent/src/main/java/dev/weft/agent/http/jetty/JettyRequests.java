package dev.weft.agent.http.jetty;

import dev.weft.agent.http.jetty9.JettyConnections;
import dev.weft.bootstrap.http.Judged;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.trace.TraceScope;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/** What the woven server calls. */
public final class JettyRequests {
  private JettyRequests() {}

  /**
   * Judges {@code request}. Never throws.
   *
   * @return what handlers are to be given; null when it is answered and is to go no further
   */
  public static @Nullable Request admit(
      Server server, Request request, Response response, Callback callback) {
    Request read = Request.unWrap(request);
    Judged slot = read instanceof Judged judged ? judged : null;
    if (slot != null && slot.weftVerdict() != null) {
      // A handler has the server handle it once more, under another path.
      return request;
    }
    Verdict verdict;
    try {
      boolean mayWait = server.getInvocationType() == Invocable.InvocationType.BLOCKING;
      JettyRequest view = new JettyRequest(read, request, mayWait);
      verdict = ServerRequests.judge(channel(read), view);
      if (!verdict.denied()) {
        Request shown = view.shown();
        if (slot != null) {
          slot.weftVerdict(verdict);
          follow(read, verdict);
        }
        return shown;
      }
    } catch (RuntimeException | LinkageError e) {
      verdict = ServerRequests.fault("http.jetty", e);
    }
    refuse(verdict, read, response, callback);
    ServerRequests.refused(verdict);
    return null;
  }

  private static @Nullable Object channel(Request request) {
    return JettyConnections.channel(request.getConnectionMetaData().getConnection().getEndPoint());
  }

  /** The application is called for {@code request}. */
  public static @Nullable TraceScope enter(Request request) {
    return Request.unWrap(request) instanceof Judged slot
        ? ServerRequests.enter(slot.weftVerdict())
        : null;
  }

  /** What is to be called instead of {@code callback}, once the request has something to read. */
  public static Runnable demanded(Object request, Runnable callback) {
    Verdict verdict = request instanceof Judged slot ? slot.weftVerdict() : null;
    return verdict == null || !verdict.isTraced() || callback == null
        ? callback
        : new JettyTask(callback, verdict);
  }

  /** What is to be called back instead of {@code callback}, once the answer's part is written. */
  public static Callback written(Object request, Callback callback) {
    Verdict verdict = request instanceof Judged slot ? slot.weftVerdict() : null;
    return verdict == null || !verdict.isTraced() || callback == null
        ? callback
        : new JettyCallback(callback, verdict);
  }

  private static void follow(Request read, Verdict verdict) {
    if (!verdict.isTraced()) {
      return;
    }
    try {
      read.addHttpStreamWrapper(stream -> new JettyStream(stream, verdict));
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.jetty", e);
    }
  }

  private static void refuse(Verdict verdict, Request read, Response response, Callback callback) {
    try {
      JettyAnswers.refuse(verdict, read.getMethod(), response, callback);
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.jetty", e);
      callback.failed(e);
    }
  }
}
