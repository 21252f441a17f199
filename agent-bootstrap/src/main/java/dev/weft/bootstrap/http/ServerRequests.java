package dev.weft.bootstrap.http;

import dev.weft.bootstrap.Descriptors;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.nativenet.NativeSockets;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.net.Socket;
import java.nio.channels.Channel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What woven server libraries call. None of it throws: a fault of Weft's own is told to the gate,
 * leaves a connection unclaimed, and has a request refused with 503.
 */
public final class ServerRequests {
  /** Longer than any way through a library's objects; a circle among them ends there. */
  static final int MOST_LINKS = 16;

  /** gRPC's status code of a call that its client has given up. */
  public static final int GRPC_CANCELLED = 1;

  private static volatile @Nullable RequestGate gate;

  private ServerRequests() {}

  /** Has requests judged from now on. */
  public static void open(RequestGate requestGate) {
    gate = requestGate;
  }

  /** Has nothing judged from now on: what woven libraries call does nothing. */
  public static void close() {
    gate = null;
  }

  /**
   * Says that {@code connection} carries requests each of which passes {@code guard}. To be called
   * before anything is read from it. Does nothing unless the judgement stands in {@code guard}'s
   * very class.
   *
   * @param connection a channel or socket, or what leads to one by links
   * @param guard what every request passes, or what leads to it by links
   */
  public static void claim(Object connection, @Nullable Object guard) {
    RequestGate current = gate;
    if (current == null) {
      return;
    }
    try {
      MeshSocket socket = Descriptors.meshSocketOf(end(connection));
      if (socket != null && (isGuarded(guard) || isGuarded(end(guard)))) {
        current.claimed(socket);
      }
    } catch (Throwable t) {
      current.fault("http.claim", t);
    }
  }

  /**
   * Says that what follows on {@code connection} is no request that will be judged. It is judged as
   * a whole from now on, and cut off if it may not go on as that.
   *
   * @param connection a channel or socket, or what leads to one by links
   * @return whether it may go on; true where nobody had claimed it
   */
  public static boolean release(Object connection) {
    RequestGate current = gate;
    if (current == null) {
      return true;
    }
    try {
      MeshSocket socket = Descriptors.meshSocketOf(end(connection));
      return socket == null || current.released(socket);
    } catch (Throwable t) {
      current.fault("http.release", t);
      return false;
    }
  }

  /** Tells a connection object its channel, unless it knows one already. */
  public static void anchor(@Nullable Object connection, @Nullable Object channel) {
    if (connection instanceof Anchored anchored && channel != null && anchored.weftLink() == null) {
      anchored.weftAnchor(channel);
    }
  }

  /**
   * Judges a request.
   *
   * @param carrier what leads to the connection's channel or socket by links
   */
  public static Verdict judge(@Nullable Object carrier, RequestView request) {
    RequestGate current = gate;
    if (current == null) {
      return Verdict.ALLOWED;
    }
    try {
      Object connection = end(carrier);
      MeshSocket socket = Descriptors.meshSocketOf(connection);
      return socket == null
          ? current.judgeUnseen(
              connection instanceof Channel
                  || connection instanceof Socket
                  || NativeSockets.isLeftAlone(carrier),
              request)
          : current.judge(socket, request);
    } catch (Throwable t) {
      return fault("http.judge", t);
    }
  }

  /**
   * Lets the calling thread work for a request until {@link #leave}. To be called where the library
   * is about to call the application, once for each time it does.
   *
   * @param verdict what the request was let through with, or null for none
   * @return what {@link #leave} is to be given on the same thread
   */
  public static @Nullable TraceScope enter(@Nullable Verdict verdict) {
    try {
      TraceContext context =
          verdict == null || verdict.denied() ? null : verdict.served().context();
      return context == null || context.equals(TraceScope.current())
          ? null
          : TraceScope.open(context);
    } catch (Throwable t) {
      Verdict unused = fault("http.enter", t);
      return null;
    }
  }

  /** The application has returned, or thrown. */
  public static void leave(@Nullable TraceScope scope) {
    try {
      if (scope != null) {
        scope.close();
      }
    } catch (Throwable t) {
      Verdict unused = fault("http.leave", t);
    }
  }

  /**
   * The answer is finished, on whatever thread; or its connection ends and it never will be. Only
   * the first call for a verdict counts, so that a library may tell it at several places.
   *
   * @param verdict what the request was let through with, or null for none
   * @param status the answer's status; 0 when there is none
   * @param error why it could not be delivered: a word or a class name, of which there are few; or
   *     null when it was
   */
  public static void finished(@Nullable Verdict verdict, int status, @Nullable String error) {
    try {
      if (verdict != null) {
        verdict.served().finished(status, error);
      }
    } catch (Throwable t) {
      Verdict unused = fault("http.finished", t);
    }
  }

  /**
   * As {@link #finished}, of a call of gRPC ({@link RequestView#isGrpc}).
   *
   * @param status the HTTP status of its answer; 0 when there is none
   * @param code gRPC's status code; -1 when the answer has none
   */
  public static void finishedCall(
      @Nullable Verdict verdict, int status, int code, @Nullable String error) {
    try {
      if (verdict != null) {
        verdict.served().finishedCall(status, code, error);
      }
    } catch (Throwable t) {
      Verdict unused = fault("http.finished", t);
    }
  }

  /** A refused request was answered, or will never be, as its client has gone. */
  public static void refused(Verdict verdict) {
    finished(verdict, verdict.status(), null);
  }

  /** Tells of a fault in woven code; returns what to do with the request. */
  public static Verdict fault(String where, Throwable fault) {
    RequestGate current = gate;
    if (current != null) {
      current.fault(where, fault);
    }
    return Verdict.FAULT;
  }

  /** Where the links from {@code start} end; they may lead through references. */
  public static @Nullable Object end(@Nullable Object start) {
    Object at = start;
    for (int i = 0; i < MOST_LINKS; i++) {
      if (at instanceof Linked linked) {
        at = linked.weftLink();
      } else if (at instanceof AtomicReference<?> reference) {
        at = reference.get();
      } else {
        break;
      }
    }
    return at;
  }

  private static boolean isGuarded(@Nullable Object guard) {
    if (guard == null) {
      return false;
    }
    for (Class<?> mark : guard.getClass().getInterfaces()) {
      if (mark == Guarded.class) {
        return true;
      }
    }
    return false;
  }
}
