package dev.weft.agent.http.tomcat;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import java.io.IOException;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.coyote.Response;

/** What the woven adapter calls. */
public final class TomcatRequests {
  private TomcatRequests() {}

  /** Judges {@code request}; true when it is answered and is to go no further. Never throws. */
  public static boolean isRefused(Request request, Response response) {
    TomcatRequest view = new TomcatRequest(request);
    Verdict verdict = ServerRequests.judge(request, view);
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
}
