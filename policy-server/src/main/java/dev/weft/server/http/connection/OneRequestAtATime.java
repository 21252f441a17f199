package dev.weft.server.http.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Hands on the requests of an HTTP/1 connection one by one, each after the answer to the one before
 * it. A client may pipeline as it likes (RFC 9112, 9.3.2): while requests wait, nothing more is
 * read, so that what waits is what one read brought. A request with an ambiguous end is refused
 * here, and nothing behind it is looked at.
 */
final class OneRequestAtATime extends ChannelDuplexHandler {
  private final HeadDeadline head;
  private final Queue<Object> waiting = new ArrayDeque<>();
  private boolean requestOpen;
  private boolean responseOpen;
  private boolean informational;
  private boolean wantsRead;
  private boolean refused;

  OneRequestAtATime(HeadDeadline head) {
    this.head = head;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (refused) {
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
      Optional<String> ambiguity = Framing.ambiguity(request);
      if (ambiguity.isPresent()) {
        ReferenceCountUtil.release(message);
        refuse(context, ambiguity.get());
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

  private void refuse(ChannelHandlerContext context, String why) {
    refused = true;
    releaseWaiting();
    var unused =
        context.writeAndFlush(Framing.refusal(why)).addListener(ChannelFutureListener.CLOSE);
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
    while (!refused && !waiting.isEmpty()) {
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
