package dev.weft.proxy.http;

import dev.weft.bootstrap.http.Served;
import dev.weft.bootstrap.http.Verdict;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;

/** Decides what becomes of the requests of one connection. Called on its event loop. */
public interface Passage {
  /** Whether {@code request} goes on, and changes in it what has to be changed for that. */
  Verdict judge(HttpRequest request);

  /**
   * Refuses {@code request}, which cannot be passed on: {@code problem} is wrong with it, and
   * {@code status} says so.
   */
  default Verdict malformed(HttpRequest request, int status, String problem) {
    return new Verdict(status, "Bad Request: " + problem, null);
  }

  /** A request that was let on as {@code served} is written to {@code server}. */
  default void carriedBy(Served served, Channel server) {}
}
