package dev.weft.agent.tls.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What an application does with one end: one thread writes all it has and says that this is all,
 * another one reads to the end. If either meets an exception the socket is closed.
 */
final class Talk {
  private final SocketEnd end;
  private final byte[] toSay;
  private final int piece;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private volatile @Nullable IOException failure;
  private volatile boolean ended;

  /** {@code piece} is how many bytes it says, and hears, at once. */
  Talk(SocketEnd end, byte[] toSay, int piece) {
    this.end = end;
    this.toSay = toSay;
    this.piece = piece;
  }

  /** What its threads run. */
  List<Callable<Void>> tasks() {
    return List.of(this::say, this::hear);
  }

  /** What has been heard; when its threads have ended. */
  byte[] heard() {
    return heard.toByteArray();
  }

  /** Whether the other end has said that this was all. */
  boolean ended() {
    return ended;
  }

  /** What was met first, or null. */
  @Nullable IOException failure() {
    return failure;
  }

  private Void say() throws IOException {
    try {
      for (int at = 0; at < toSay.length; at += piece) {
        end.write(toSay, at, Math.min(piece, toSay.length - at));
      }
      end.shutdownOutput();
    } catch (IOException e) {
      give(e);
    }
    return null;
  }

  private Void hear() throws IOException {
    byte[] part = new byte[piece];
    try {
      for (int n = end.read(part); n >= 0; n = end.read(part)) {
        heard.write(part, 0, n);
      }
      ended = failure == null;
    } catch (IOException e) {
      give(e);
    }
    return null;
  }

  private synchronized void give(IOException e) {
    if (failure == null) {
      failure = e;
      end.abort();
    }
  }
}
