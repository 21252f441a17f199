package dev.weft.agent.http.grpc;

import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.http.Linked;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.grpc.Status;
import io.grpc.okhttp.internal.framed.Header;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The traced streams of one connection whose answers are not complete: as many as its transport has
 * open. Kept by the transport. Safe for any thread; none of it throws.
 */
public final class OkHttpStreams {
  private final Map<Integer, OkHttpStream> open = new HashMap<>();

  OkHttpStreams() {}

  /** Those of {@code transport}; null when it has none. */
  public static @Nullable OkHttpStreams of(@Nullable Object transport) {
    return transport instanceof Keeping slot && slot.weftKept() instanceof OkHttpStreams streams
        ? streams
        : null;
  }

  /** Those of the transport that {@code handler} is of. */
  public static @Nullable OkHttpStreams ofHandler(Object handler) {
    return handler instanceof Linked linked ? of(linked.weftLink()) : null;
  }

  /** A stream was judged, and is going to be answered. */
  synchronized void opened(int streamId, Verdict verdict, String method) {
    open.put(streamId, new OkHttpStream(verdict, method));
  }

  /** What the stream was let through with; null when nobody traces it. */
  synchronized @Nullable Verdict verdict(int streamId) {
    OkHttpStream stream = open.get(streamId);
    return stream == null ? null : stream.verdict;
  }

  /** gRPC takes the stream for a call. */
  public static void taken(Object transport, int streamId) {
    OkHttpStreams streams = of(transport);
    if (streams != null) {
      synchronized (streams) {
        OkHttpStream stream = streams.open.get(streamId);
        if (stream != null) {
          stream.taken = true;
        }
      }
    }
  }

  /**
   * The head of a stream is worked off. One that is no call was answered by then. With what is told
   * by {@link #answered}, but for methods, about which the transport answers in a way of its own in
   * newer releases: 405.
   */
  void left(int streamId) {
    OkHttpStream stream;
    synchronized (this) {
      stream = open.get(streamId);
      if (stream == null || stream.taken) {
        return;
      }
      open.remove(streamId);
    }
    if (stream.method.equals("POST")) {
      ServerRequests.finished(stream.verdict, 0, "connection_closed");
    } else {
      ServerRequests.finished(stream.verdict, 405, null);
    }
  }

  /** A stream is answered that is no call. */
  public static void answered(Object handler, int streamId, int status) {
    OkHttpStream stream = remove(ofHandler(handler), streamId);
    if (stream != null) {
      ServerRequests.finished(stream.verdict, status, null);
    }
  }

  /** A stream is answered with a status of gRPC's before it became a call. */
  public static void answered(Object handler, int streamId, Status.Code code) {
    OkHttpStream stream = remove(ofHandler(handler), streamId);
    if (stream != null) {
      ServerRequests.finishedCall(stream.verdict, 200, code.value(), null);
    }
  }

  /** The trailers of a call go out, with which its answer is complete. */
  public static void answered(Object transport, int streamId, List<Header> trailers) {
    OkHttpStream stream = remove(of(transport), streamId);
    if (stream == null) {
      return;
    }
    int status = 200;
    int code = -1;
    for (Header header : trailers) {
      if (header.name.utf8().equals(":status")) {
        status = number(header.value.utf8(), status);
      } else if (header.name.utf8().equals("grpc-status")) {
        code = number(header.value.utf8(), code);
      }
    }
    ServerRequests.finishedCall(stream.verdict, status, code, null);
  }

  /** The client gives a stream up. */
  public static void cancelled(Object handler, int streamId) {
    OkHttpStream stream = remove(ofHandler(handler), streamId);
    if (stream != null) {
      ServerRequests.finishedCall(stream.verdict, 0, ServerRequests.GRPC_CANCELLED, null);
    }
  }

  /** The transport forgets a stream, whether it was answered or not. */
  public static void closed(Object transport, int streamId) {
    OkHttpStream stream = remove(of(transport), streamId);
    if (stream != null) {
      ServerRequests.finishedCall(stream.verdict, 0, -1, "connection_closed");
    }
  }

  /** The connection has ended. */
  public static void closed(Object transport) {
    OkHttpStreams streams = of(transport);
    if (streams == null) {
      return;
    }
    List<OkHttpStream> left;
    synchronized (streams) {
      left = new ArrayList<>(streams.open.values());
      streams.open.clear();
    }
    for (OkHttpStream stream : left) {
      ServerRequests.finishedCall(stream.verdict, 0, -1, "connection_closed");
    }
  }

  private static @Nullable OkHttpStream remove(@Nullable OkHttpStreams streams, int streamId) {
    if (streams == null) {
      return null;
    }
    synchronized (streams) {
      return streams.open.remove(streamId);
    }
  }

  private static int number(String text, int otherwise) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
