package dev.weft.server.http.connection;

import dev.weft.server.http.ApiException;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Hands on the requests of an HTTP/1 connection one by one, each after the answer to the one before
 * it. A client may pipeline as it likes (RFC 9112, 9.3.2): while requests wait, nothing more is
 * read, so that what waits is what one read brought. A request with an ambiguous end is refused
 * here, and nothing behind it is looked at.
 */
final class OneRequestAtATime extends ChannelDuplexHandler {
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final HeadDeadline head;
  private final Queue<Object> waiting = new ArrayDeque<>();
  private boolean requestOpen;
  private boolean responseOpen;
  private boolean informational;
  private boolean wantsRead;
  private boolean dropping;

  OneRequestAtATime(HeadDeadline head) {
    this.head = head;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (dropping) {
      ReferenceCountUtil.release(message);
    } else if (mustWait(message)) {
      waiting.add(message);
    } else {
      handOn(context, message);
    }
  }

  private boolean mustWait(Object message) {
    return !waiting.isEmpty() || (message instanceof HttpRequest && (requestOpen || responseOpen));
  }

  private void handOn(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      head.headComplete();
      Optional<ApiException> refusal = Framing.refusal(request);
      if (refusal.isPresent()) {
        ReferenceCountUtil.release(message);
        refuse(context, refusal.get());
        return;
      }
      requestOpen = true;
      responseOpen = true;
    }
    boolean last = message instanceof LastHttpContent;
    context.fireChannelRead(message);
    if (last) {
      requestOpen = false;
      ended(context);
    }
  }

  private void refuse(ChannelHandlerContext context, ApiException refusal) {
    var unused =
        context
            .writeAndFlush(Framing.answer(refusal))
            .addListener(written -> linger(context, context.newPromise()));
    dropping = true;
    releaseWaiting();
  }

  /** The server has answered a request that it did not read to the end, or is done. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (requestOpen && !responseOpen && !dropping) {
      dropping = true;
      releaseWaiting();
      linger(context, promise);
    } else {
      var unused = context.close(promise);
    }
  }

  /**
   * Closes after a while, in which what still comes is read and dropped: closing at once would
   * reset the connection, and the answer might be lost by that (RFC 9112, 9.6).
   */
  private static void linger(ChannelHandlerContext context, ChannelPromise promise) {
    Runnable close =
        () -> {
          var unused = context.close(promise);
        };
    var unused = context.executor().schedule(close, LINGER.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      informational =
          response.status().codeClass() == HttpStatusClass.INFORMATIONAL
              && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }
    boolean last = message instanceof LastHttpContent && !informational;
    var unused = context.write(message, promise);
    if (last) {
      responseOpen = false;
      ended(context);
    }
  }

  /** One of both directions has come to the end of its message. */
  private void ended(ChannelHandlerContext context) {
    if (!requestOpen && !responseOpen) {
      head.awaitHead();
      if (!waiting.isEmpty()) {
        // Not within the call that ends the answer: its caller is not done with it.
        context.executor().execute(() -> handOnWaiting(context));
      }
    }
  }

  private void handOnWaiting(ChannelHandlerContext context) {
    while (!dropping && !waiting.isEmpty()) {
      Object next = waiting.element();
      if (next instanceof HttpRequest && (requestOpen || responseOpen)) {
        return;
      }
      waiting.remove();
      handOn(context, next);
    }
    context.fireChannelReadComplete();
    if (wantsRead) {
      wantsRead = false;
      context.read();
    }
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (waiting.isEmpty()) {
      context.read();
    } else {
      wantsRead = true;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    releaseWaiting();
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    releaseWaiting();
  }

  private void releaseWaiting() {
    for (Object message = waiting.poll(); message != null; message = waiting.poll()) {
      ReferenceCountUtil.release(message);
    }
  }
}
