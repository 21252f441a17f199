package dev.weft.agent.http.netty;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The traced requests of one connection until they are answered, in their order. On the
 * connection's event loop only.
 */
public final class NettySpans {
  /** Of more requests than these, sent behind one another, the later ones end unanswered. */
  private static final int MOST_WAITING = 1024;

  private final Deque<NettyUnanswered> waiting = new ArrayDeque<>();
  private boolean watching;

  NettySpans() {}

  /**
   * The application is given a request.
   *
   * @param number how many it was given with this one
   */
  void passed(Channel channel, long number, Verdict verdict) {
    if (!verdict.isTraced()) {
      return;
    }
    if (waiting.size() >= MOST_WAITING) {
      ServerRequests.finished(verdict, 0, "too_many_waiting");
      return;
    }
    waiting.addLast(new NettyUnanswered(number, verdict));
    if (!watching) {
      watching = true;
      var unused = channel.closeFuture().addListener(closed -> closed());
    }
  }

  /** An answer is complete: that to the request {@code number}. */
  void answered(long number, int status) {
    NettyUnanswered next = waiting.peekFirst();
    if (next != null && next.number() == number) {
      waiting.removeFirst();
      ServerRequests.finished(next.verdict(), status, null);
    }
  }

  private void closed() {
    for (NettyUnanswered next : waiting) {
      ServerRequests.finished(next.verdict(), 0, "connection_closed");
    }
    waiting.clear();
  }
}
