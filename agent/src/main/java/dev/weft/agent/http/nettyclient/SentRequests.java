package dev.weft.agent.http.nettyclient;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.handler.codec.http.HttpResponse;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection that wait for their answers, in the order they were sent. Safe for
 * any thread: the codec's halves may stand in different executors.
 */
public final class SentRequests implements ChannelFutureListener {
  /** More than these wait for no answer that would come by here: nobody decodes it. */
  private static final int MOST_WAITING = 1024;

  /** Stands for a request that nobody follows, whose answer comes in its turn all the same. */
  private static final Object NOBODYS = new Object();

  private final Channel channel;

  /** A {@link ClientExchange} for each, or {@link #NOBODYS}. */
  private final Deque<Object> waiting = new ArrayDeque<>();

  private boolean lost;
  private boolean closed;
  private @Nullable Throwable failure;

  SentRequests(Channel channel) {
    this.channel = channel;
  }

  /**
   * A request is about to be sent.
   *
   * @return whether its answer is waited for
   */
  synchronized boolean sending(SentRequest request) {
    if (waiting.size() >= MOST_WAITING) {
      waiting.clear();
      lost = true;
    }
    if (lost) {
      return false;
    }
    ClientExchange exchange = ClientRequests.begin(request);
    waiting.addLast(exchange == null ? NOBODYS : exchange);
    if (closed) {
      endAll();
    }
    return true;
  }

  /** The last request did not go out. */
  synchronized void notSent(Throwable why) {
    if (waiting.pollLast() instanceof ClientExchange last) {
      ClientRequests.end(last, 0, why);
    }
  }

  /** The head of an answer has come. */
  synchronized void answered(HttpResponse response) {
    int status = response.status().code();
    // RFC 9110 section 15.2: others follow an interim answer; nothing follows 101 that is HTTP.
    if (status >= 100 && status < 200 && status != 101) {
      return;
    }
    if (waiting.pollFirst() instanceof ClientExchange first) {
      boolean isMalformed = response.decoderResult().isFailure();
      ClientRequests.carried(first, carrier(channel));
      ClientRequests.end(
          first, isMalformed ? 0 : status, isMalformed ? response.decoderResult().cause() : null);
    }
  }

  /** Something went wrong, which may be why answers do not come. */
  synchronized void caught(Throwable why) {
    if (!waiting.isEmpty()) {
      failure = why;
    }
  }

  /** The connection is closed. */
  @Override
  public synchronized void operationComplete(ChannelFuture future) {
    closed = true;
    endAll();
  }

  private void endAll() {
    if (waiting.isEmpty()) {
      return;
    }
    Throwable why = failure == null ? new ClosedChannelException() : failure;
    for (Object next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
      if (next instanceof ClientExchange exchange) {
        ClientRequests.carried(exchange, carrier(channel));
        ClientRequests.end(exchange, 0, why);
      }
    }
  }

  /** The JDK's channel beneath Netty's; Netty's own where there is none, which has no peer. */
  private static Object carrier(Channel channel) {
    return channel.unsafe() instanceof AbstractNioChannel.NioUnsafe nio ? nio.ch() : channel;
  }
}
