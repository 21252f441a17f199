package dev.weft.agent.tls;

import dev.weft.bootstrap.DescriptorCopy;
import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The end of one connection that the application has closed, on a descriptor of its own.
 * Thread-safe.
 */
final class Farewell {
  private static final int DISCARD_BUDGET = 64 * 1024;

  private final Farewells all;
  private final DescriptorCopy copy;
  private final CipherInput scrap;
  private @Nullable CipherOutput rest;
  private SocketContext.@Nullable Timeout timeout;
  private boolean over;

  /** {@code scrap} takes what the peer still sends, which nobody reads. */
  Farewell(Farewells all, DescriptorCopy copy, CipherInput scrap) {
    this.all = all;
    this.copy = copy;
    this.scrap = scrap;
  }

  /** The descriptor; that of another connection once this is over. */
  FileDescriptor fd() {
    return copy.fd();
  }

  /**
   * Sends what there is room for, has the rest sent when there is more, and ends with that, or when
   * its time is over. Until then the descriptor is the caller's, to use and to {@link #end}.
   */
  synchronized void send(CipherOutput last) {
    if (over) {
      last.release();
      return;
    }
    rest = last;
    timeout = all.timeout(this::end);
    advance();
  }

  private synchronized void advance() {
    CipherOutput last = rest;
    if (over || last == null) {
      return;
    }
    try {
      // Without asking first: a few bytes find room where a writer would not be told of any.
      if (last.flush(copy.fd()) == 0) {
        end();
      } else {
        all.poller().watch(copy.fd(), RawSocket.POLLOUT, this::advance);
      }
    } catch (IOException e) {
      // Nobody hears it any more.
      end();
    }
  }

  /** It is over, with whatever was not sent. */
  synchronized void end() {
    if (over) {
      return;
    }
    over = true;
    SocketContext.Timeout timer = timeout;
    if (timer != null) {
      timer.cancel();
    }
    CipherOutput last = rest;
    if (last != null) {
      last.release();
    }
    all.poller().forget(copy.fd());
    try {
      // The application's own descriptor may stay open for a while, where a selector has it.
      RawSocket.shutdownOutput(copy.fd());
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
    all.over(this);
  }
}
