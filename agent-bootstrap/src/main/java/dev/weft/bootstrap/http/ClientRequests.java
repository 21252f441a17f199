package dev.weft.bootstrap.http;

import dev.weft.bootstrap.AgentThread;
import dev.weft.bootstrap.Descriptors;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What woven client libraries call. None of it throws: a fault of Weft's own is told to the gate,
 * and the request goes out as it would have.
 */
public final class ClientRequests {
  /** What a client is calling on this thread, beneath which another client may stand. */
  private static final ThreadLocal<ClientExchange> CALL = new ThreadLocal<>();

  private static volatile @Nullable ClientGate gate;

  private ClientRequests() {}

  /** Has requests followed from now on. */
  public static void open(ClientGate clientGate) {
    gate = clientGate;
  }

  /** Has nothing followed from now on: what woven libraries call does nothing. */
  public static void close() {
    gate = null;
  }

  /**
   * A request is about to be sent.
   *
   * @return to be told how it goes; null when nobody wants to know, on a thread of the agent, and
   *     when the client is used by another one that follows this request already
   */
  public static @Nullable ClientExchange begin(ClientView request) {
    ClientGate current = gate;
    if (current == null || AgentThread.isCurrent()) {
      return null;
    }
    try {
      return CALL.get() == null ? current.begin(request) : null;
    } catch (Throwable t) {
      current.fault("http.client.begin", t);
      return null;
    }
  }

  /**
   * As {@link #begin}, on whatever thread: the request belongs to what another one worked under.
   *
   * @param parent what that was; null for nothing
   */
  public static @Nullable ClientExchange begin(@Nullable TraceContext parent, ClientView request) {
    if (gate == null) {
      return null;
    }
    if (Objects.equals(parent, TraceScope.current())) {
      return begin(request);
    }
    TraceScope scope = TraceScope.open(parent);
    try {
      return begin(request);
    } finally {
      scope.close();
    }
  }

  /**
   * As {@link #begin}, for a client that sends on the calling thread and may use another client to
   * do so, which is not to follow the request as well.
   *
   * @return to be given to {@link #endCall}
   */
  public static @Nullable ClientExchange beginCall(ClientView request) {
    ClientExchange exchange = begin(request);
    if (exchange != null) {
      CALL.set(exchange);
    }
    return exchange;
  }

  /** Ends what {@link #beginCall} began, as {@link #end} does, on the same thread. */
  public static void endCall(
      @Nullable ClientExchange exchange, int status, @Nullable Throwable failure) {
    if (exchange != null) {
      CALL.remove();
      end(exchange, status, failure);
    }
  }

  /**
   * A request has been answered, or has failed; or neither yet, which changes nothing.
   *
   * @param status the answer's; 0 or less without one
   * @param failure why there is none, or null; with an answer it is the program's own business
   */
  public static void end(
      @Nullable ClientExchange exchange, int status, @Nullable Throwable failure) {
    if (exchange == null) {
      return;
    }
    try {
      if (status > 0) {
        exchange.answered(status);
      } else if (failure != null) {
        exchange.failed(failure);
      }
    } catch (Throwable t) {
      fault("http.client.end", t);
    }
  }

  /**
   * A gRPC call has ended.
   *
   * @param code gRPC's status code, of which 0 is success
   */
  public static void closed(@Nullable ClientExchange exchange, int code) {
    try {
      if (exchange != null) {
        exchange.closed(code);
      }
    } catch (Throwable t) {
      fault("http.client.end", t);
    }
  }

  /**
   * Whom a request is addressed to is known.
   *
   * @param authority host and port; null while it is not known
   */
  public static void addressed(
      @Nullable ClientExchange exchange, @Nullable CharSequence authority) {
    try {
      if (exchange != null && authority != null) {
        String text = authority.toString();
        // The colons of an IPv6 address stand in brackets.
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']');
        exchange.addressedTo(
            hasPort ? text.substring(0, colon) : text,
            hasPort ? Integer.parseInt(text.substring(colon + 1)) : 0);
      }
    } catch (Throwable t) {
      fault("http.client.addressed", t);
    }
  }

  /** The connection of a request is known: what leads to its channel or socket by links. */
  public static void carried(@Nullable ClientExchange exchange, @Nullable Object carrier) {
    if (exchange == null) {
      return;
    }
    try {
      MeshSocket socket = Descriptors.meshSocketOf(ServerRequests.end(carrier));
      if (socket != null) {
        exchange.carriedBy(socket);
      }
    } catch (Throwable t) {
      fault("http.client.carried", t);
    }
  }

  /** As {@link #carried}, by the connection whose event the calling thread handles. */
  public static void carriedHere(@Nullable ClientExchange exchange) {
    carried(exchange, CurrentConnection.get());
  }

  /**
   * Whether requests belong to what the program makes current by a tracing API of its own; false
   * when nobody follows them.
   */
  public static boolean followProgram() {
    ClientGate current = gate;
    try {
      return current != null && current.followsProgram();
    } catch (Throwable t) {
      fault("http.client.program", t);
      return false;
    }
  }

  /** Tells of a fault in woven code. */
  public static void fault(String where, Throwable fault) {
    ClientGate current = gate;
    if (current != null) {
      current.fault(where, fault);
    }
  }
}
