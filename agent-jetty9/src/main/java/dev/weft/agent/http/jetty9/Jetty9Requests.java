package dev.weft.agent.http.jetty9;

import dev.weft.bootstrap.http.Judged;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.trace.TraceScope;
import java.io.IOException;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What the woven server calls. None of it throws. */
public final class Jetty9Requests {
  private Jetty9Requests() {}

  /** Forgets what {@code request}, which Jetty uses again, was before. */
  public static void forget(Request request) {
    Verdict before = verdict(request);
    if (before != null) {
      ServerRequests.finished(before, 0, "connection_closed");
    }
    keep(request, null);
    if (request instanceof Judged slot) {
      slot.weftVerdict(null);
    }
  }

  /** Keeps what the parser has read until it is judged. */
  public static void keep(Request request, @Nullable ReadRequest read) {
    if (request instanceof Keeping keeping) {
      keeping.weftKeep(read);
    }
  }

  /** Judges the request of {@code channel}; true when it is answered and is to go no further. */
  public static boolean isRefused(HttpChannel channel) {
    Request request = channel.getRequest();
    if (verdict(request) != null) {
      // A handler has the server handle it once more, or an error of its own is to be shown.
      return false;
    }
    Verdict verdict;
    try {
      verdict = judge(channel, request);
    } catch (RuntimeException | LinkageError e) {
      verdict = ServerRequests.fault("http.jetty9", e);
    }
    keep(request, null);
    if (!verdict.denied()) {
      if (request instanceof Judged slot) {
        slot.weftVerdict(verdict);
      }
      return false;
    }
    try {
      Jetty9Answers.refuse(verdict, channel);
    } catch (IOException e) {
      // The client has gone and will not hear it.
      channel.abort(e);
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.jetty9", e);
      channel.abort(e);
    }
    ServerRequests.refused(verdict);
    return true;
  }

  private static Verdict judge(HttpChannel channel, Request request) {
    if (request instanceof Keeping keeping && keeping.weftKept() instanceof ReadRequest read) {
      return ServerRequests.judge(JettyConnections.channel(channel.getEndPoint()), read);
    }
    return ServerRequests.fault(
        "http.jetty9", new IllegalStateException("a request whose head was not seen"));
  }

  /**
   * The application is called for a request.
   *
   * @param part the request's channel, or what leads to it by links
   */
  public static @Nullable TraceScope enter(Object part) {
    return ServerRequests.enter(verdict(ServerRequests.end(part)));
  }

  /** The channel is done with its request: the answer is complete, unless it was aborted. */
  public static void completed(HttpChannel channel) {
    Verdict verdict = verdict(channel.getRequest());
    if (verdict != null) {
      ServerRequests.finished(verdict, channel.getResponse().getStatus(), null);
    }
  }

  /** The answer cannot be completed. */
  public static void aborted(HttpChannel channel, Throwable failure) {
    Verdict verdict = verdict(channel.getRequest());
    if (verdict == null) {
      return;
    }
    if (failure instanceof IOException) {
      ServerRequests.finished(verdict, 0, "connection_closed");
    } else {
      int status = channel.isCommitted() ? channel.getResponse().getStatus() : 0;
      ServerRequests.finished(verdict, status, failure.getClass().getName());
    }
  }

  private static @Nullable Verdict verdict(@Nullable Object request) {
    return request instanceof Judged slot ? slot.weftVerdict() : null;
  }
}
