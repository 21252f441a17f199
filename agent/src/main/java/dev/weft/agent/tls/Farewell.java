package dev.weft.agent.tls;

import dev.weft.bootstrap.DescriptorCopy;
import dev.weft.bootstrap.RawSocket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The end of one connection that the application has closed. Thread-safe. */
final class Farewell {
  private static final int DISCARD_BUDGET = 64 * 1024;

  private final Farewells all;
  private final DescriptorCopy copy;
  private final CipherOutput rest;
  private final CipherInput scrap;
  private SocketContext.@Nullable Timeout timeout;
  private boolean over;

  /** {@code scrap} takes what the peer still sends, which nobody reads. */
  Farewell(Farewells all, DescriptorCopy copy, CipherOutput rest, CipherInput scrap) {
    this.all = all;
    this.copy = copy;
    this.rest = rest;
    this.scrap = scrap;
  }

  /** Sends what there is room for, and has the rest sent when there is more. */
  synchronized void begin() {
    timeout = all.timeout(this::end);
    advance();
  }

  private synchronized void advance() {
    if (over) {
      return;
    }
    try {
      // Without asking first: a few bytes find room where a writer would not be told of any.
      if (rest.flush(copy.fd()) == 0) {
        end();
      } else {
        all.poller().watch(copy.fd(), RawSocket.POLLOUT, this::advance);
      }
    } catch (IOException e) {
      // Nobody hears it any more.
      end();
    }
  }

  private synchronized void end() {
    if (over) {
      return;
    }
    over = true;
    SocketContext.Timeout timer = timeout;
    if (timer != null) {
      timer.cancel();
    }
    rest.release();
    all.poller().forget(copy.fd());
    try {
      // Closing over unread bytes would reset the connection, and what the kernel still has with
      // it.
      scrap.discard(copy.fd(), DISCARD_BUDGET);
    } catch (IOException e) {
      // Broken: all that remains is to close it.
      scrap.release();
    }
    try {
      copy.close();
    } catch (IOException e) {
      // The number is the kernel's again, whatever it said.
      scrap.release();
    }
    all.over();
  }
}
