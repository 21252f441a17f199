package dev.weft.agent.http.grpc;

import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.trace.TraceScope;
import io.grpc.okhttp.internal.framed.Header;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the woven transport calls. */
public final class OkHttpRequests {
  private OkHttpRequests() {}

  /**
   * A connection was accepted. It is claimed only if denied streams can be answered on it. Never
   * throws.
   */
  public static void accepted(Object transport, Object socket) {
    try {
      OkHttpDenial.prepare(transport.getClass());
      OkHttpWindow.prepare(transport.getClass());
      if (transport instanceof Keeping slot) {
        slot.weftKeep(new OkHttpStreams());
      }
      ServerRequests.anchor(transport, socket);
      ServerRequests.claim(socket, transport);
    } catch (Throwable t) {
      Verdict unused = ServerRequests.fault("http.okhttp", t);
    }
  }

  /**
   * Judges the stream that {@code headers} open; true when it is answered and is to go no further.
   * Headers without a path are trailers, or nothing that the transport lets pass. Never throws.
   *
   * @param handler what leads to the connection's socket by links
   * @param finished whether nothing else comes on the stream
   */
  public static boolean isRefused(
      Object handler, int streamId, boolean finished, List<Header> headers) {
    try {
      OkHttpRequest request = new OkHttpRequest(headers);
      if (!request.opensStream()) {
        return false;
      }
      Verdict verdict = ServerRequests.judge(handler, request);
      OkHttpStreams streams = OkHttpStreams.ofHandler(handler);
      if (streams != null && verdict.isTraced()) {
        streams.opened(streamId, verdict, request.method());
      }
      if (!verdict.denied()) {
        return false;
      }
      OkHttpDenial.write(verdict, handler, streamId, finished);
    } catch (Throwable t) {
      Verdict unused = ServerRequests.fault("http.okhttp", t);
      close(handler);
    }
    return true;
  }

  /** gRPC goes on with the stream, on the calling thread for now. Never throws. */
  public static @Nullable TraceScope enter(Object handler, int streamId) {
    OkHttpStreams streams = OkHttpStreams.ofHandler(handler);
    return streams == null ? null : ServerRequests.enter(streams.verdict(streamId));
  }

  /** gRPC has begun with the stream, or does not want it. Never throws. */
  public static void left(@Nullable TraceScope scope, Object handler, int streamId) {
    ServerRequests.leave(scope);
    OkHttpStreams streams = OkHttpStreams.ofHandler(handler);
    if (streams != null) {
      streams.left(streamId);
    }
  }

  private static void close(Object handler) {
    if (ServerRequests.end(handler) instanceof Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is of no use to anybody any more; the stream goes no further all the same.
        return;
      }
    }
  }
}
