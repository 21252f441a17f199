package dev.weft.agent.http.jdkserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.weft.bootstrap.http.Judged;
import dev.weft.bootstrap.http.Linked;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.trace.TraceScope;
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

  /** Keeps the verdict with the exchange, and with its connection, which has one at a time. */
  public static void keep(Object exchange, Object connection, JdkRequest judged) {
    keep(exchange, judged.verdict());
    keep(connection, judged.verdict());
  }

  /** The application is called for the exchange. */
  public static @Nullable TraceScope enter(HttpExchange exchange) {
    return ServerRequests.enter(verdict(link(exchange)));
  }

  /**
   * An answer has been written.
   *
   * @param event what leads to its exchange by a link
   */
  public static void written(Object event) {
    Object exchange = link(event);
    if (exchange != null && link(exchange) instanceof Integer status) {
      ServerRequests.finished(verdict(exchange), status, null);
    }
  }

  /** A connection ends, on which the last answer may not have been written. */
  public static void closed(Object connection) {
    ServerRequests.finished(verdict(connection), 0, "connection_closed");
    keep(connection, null);
  }

  /** Whether the request of the exchange goes no further. */
  public static boolean isRefused(@Nullable Object exchange) {
    return verdict(exchange).denied();
  }

  /** Answers a refused request; false when it is none, or an exchange of the application's own. */
  public static boolean isAnswered(HttpExchange exchange) {
    Verdict verdict = verdict(link(exchange));
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
    } finally {
      ServerRequests.refused(verdict);
    }
    return true;
  }

  private static Verdict verdict(@Nullable Object exchange) {
    Verdict kept = exchange instanceof Judged slot ? slot.weftVerdict() : null;
    return kept == null ? Verdict.ALLOWED : kept;
  }

  private static @Nullable Object link(Object from) {
    return from instanceof Linked linked ? linked.weftLink() : null;
  }

  private static void keep(Object where, @Nullable Verdict verdict) {
    if (where instanceof Judged slot) {
      slot.weftVerdict(verdict);
    }
  }
}
