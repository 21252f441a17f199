package dev.weft.proxy.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What differs between an HTTP/1.1 connection and an HTTP/2 stream of a client. */
interface Wire {
  /** What is wrong with {@code request}, so that it can go no further; null when nothing is. */
  @Nullable String problem(HttpRequest request);

  /** The head of a request is awaited from now on. */
  void expectHead();

  /** The head of a request has come, whose method is {@code HEAD} or not. */
  void headRead(boolean isHead);

  /**
   * Gives the body of {@code answer} an end that the client can see, though its server shows it by
   * closing alone; false when closing is the only way here too.
   */
  boolean frame(HttpResponse answer, HttpRequest request);

  /** Says in {@code answer} that the connection ends behind it. */
  void setClosing(HttpResponse answer);

  /**
   * Goes on with another protocol behind {@code answer}, or does not know how.
   *
   * @param server the channel of the one who has agreed to it
   */
  boolean upgrade(HttpResponse answer, Channel server);

  /** Whether {@code client}, which has no request under way, has an answer still to take. */
  boolean isUnfinished(Channel client);

  /** Ends {@code client} behind an answer that is whole, though the request has not come whole. */
  void endUnread(Channel client);

  /** Ends {@code client}, of which {@code cause} keeps more from being read. */
  void failed(Channel client, Throwable cause);

  /** Ends {@code client} so that a half answer does not look like a whole one. */
  void abort(Channel client);
}
