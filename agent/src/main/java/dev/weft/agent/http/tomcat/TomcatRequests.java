package dev.weft.agent.http.tomcat;

import dev.weft.bootstrap.http.Judged;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.trace.TraceScope;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/** What the woven adapter calls. None of it throws. */
public final class TomcatRequests {
  private TomcatRequests() {}

  /** Judges {@code request}; true when it is answered and is to go no further. */
  public static boolean isRefused(Request request, Response response) {
    TomcatRequest view = new TomcatRequest(request);
    Verdict verdict = ServerRequests.judge(request, view);
    keep(request, verdict);
    if (!verdict.denied()) {
      return false;
    }
    try {
      TomcatAnswers.refuse(verdict, view.method(), response);
    } catch (IOException e) {
      // The client has gone and will not hear it.
      response.action(ActionCode.CLOSE_NOW, e);
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.tomcat", e);
      response.action(ActionCode.CLOSE_NOW, e);
    }
    return true;
  }

  /** The application is called for {@code request}. */
  public static @Nullable TraceScope enter(Request request) {
    return ServerRequests.enter(verdict(request));
  }

  /** The application has been called, and has answered unless the request goes on elsewhere. */
  public static void left(Request request, Response response, @Nullable Throwable thrown) {
    Verdict verdict = verdict(request);
    if (verdict == null) {
      return;
    }
    try {
      if (thrown != null) {
        // What is thrown on is answered with 500 behind this, where it still can be.
        int status = response.isCommitted() ? response.getStatus() : 500;
        ServerRequests.finished(verdict, status, thrown.getClass().getName());
      } else if (!isAsync(request)) {
        Exception lost = response.getErrorException();
        ServerRequests.finished(
            verdict, response.getStatus(), lost == null ? null : lost.getClass().getName());
      }
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.tomcat", e);
    }
  }

  /** The connection of an asynchronous request has ended before it. */
  public static void recycled(Object request) {
    Verdict verdict = verdict(request);
    if (verdict != null) {
      ServerRequests.finished(verdict, 0, "connection_closed");
      keep(request, null);
    }
  }

  private static boolean isAsync(Request request) {
    AtomicBoolean async = new AtomicBoolean();
    request.action(ActionCode.ASYNC_IS_ASYNC, async);
    return async.get();
  }

  private static @Nullable Verdict verdict(Object request) {
    return request instanceof Judged slot ? slot.weftVerdict() : null;
  }

  private static void keep(Object request, @Nullable Verdict verdict) {
    if (request instanceof Judged slot) {
      slot.weftVerdict(verdict);
    }
  }
}
