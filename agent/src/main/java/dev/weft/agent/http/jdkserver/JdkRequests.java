package dev.weft.agent.http.jdkserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.weft.bootstrap.http.Judged;
import dev.weft.bootstrap.http.Linked;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What the woven server calls. None of it throws. */
public final class JdkRequests {
  private JdkRequests() {}

  /**
   * Judges a request of which no exchange has been made.
   *
   * @param request what leads to its headers by a link
   */
  public static JdkRequest judge(String method, URI uri, Object request, Object connection) {
    Headers headers = ServerRequests.end(request) instanceof Headers read ? read : null;
    if (headers == null) {
      // Without them no rule on headers could deny.
      JdkRequest blind = new JdkRequest(method, uri, new Headers());
      blind.judged(ServerRequests.fault("http.jdkserver", new IllegalStateException("no headers")));
      return blind;
    }
    JdkRequest view = new JdkRequest(method, uri, headers);
    view.judged(ServerRequests.judge(connection, view));
    return view;
  }

  /** Keeps the verdict with the exchange. */
  public static void keep(Object exchange, JdkRequest judged) {
    if (exchange instanceof Judged slot) {
      slot.weftVerdict(judged.verdict());
    }
  }

  /** Whether the request of the exchange goes no further. */
  public static boolean isRefused(@Nullable Object exchange) {
    return verdict(exchange).denied();
  }

  /** Answers a refused request; false when it is none, or an exchange of the application's own. */
  public static boolean isAnswered(HttpExchange exchange) {
    Verdict verdict = verdict(exchange instanceof Linked linked ? linked.weftLink() : null);
    if (!verdict.denied()) {
      return false;
    }
    try (exchange) {
      JdkAnswers.refuse(verdict, exchange);
    } catch (IOException e) {
      // The client has gone and will not hear it; the exchange is closed.
      return true;
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.jdkserver", e);
    }
    return true;
  }

  private static Verdict verdict(@Nullable Object exchange) {
    Verdict kept = exchange instanceof Judged slot ? slot.weftVerdict() : null;
    return kept == null ? Verdict.ALLOWED : kept;
  }
}
