package dev.weft.agent.tls.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Random;

/** One direction of a wire. */
final class Passage {
  private static final int MOST = 200_000;

  private final Chunks chunks;
  private final Harm harm;
  private final Random random;
  private final Runnable reset;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private long passed;
  private boolean harmed;

  /** {@code reset} breaks the connection on both sides. */
  Passage(Chunks chunks, Harm harm, Random random, Runnable reset) {
    this.chunks = chunks;
    this.harm = harm;
    this.random = random;
    this.reset = reset;
  }

  /** What was sent to this side of the wire. */
  synchronized byte[] seen() {
    return seen.toByteArray();
  }

  /** Passes on what comes, until the end, or until one side is broken: then both are. */
  void pass(Socket from, Socket to) {
    byte[] buffer = new byte[MOST];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
        note(buffer, n);
        if (!pass(buffer, n, out)) {
          break;
        }
      }
      if (!harmed || harm.kind() != Harm.Kind.RESET) {
        to.shutdownOutput();
        drain(in, buffer);
      }
    } catch (IOException e) {
      reset.run();
    }
  }

  private int read(InputStream in, byte[] buffer) throws IOException {
    stall();
    return in.read(buffer, 0, Math.min(buffer.length, chunks.next(random)));
  }

  private void stall() {
    try {
      Thread.sleep(chunks.stall(random));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void note(byte[] buffer, int n) {
    seen.write(buffer, 0, n);
  }

  /** Whether the direction goes on. */
  private boolean pass(byte[] buffer, int n, OutputStream out) throws IOException {
    long before = passed;
    passed += n;
    if (harmed || harm.at() >= passed) {
      out.write(buffer, 0, n);
      return true;
    }
    int intact = (int) (harm.at() - before);
    out.write(buffer, 0, intact);
    harmed = true;
    switch (harm.kind()) {
      case END -> {
        return false;
      }
      case RESET -> {
        reset.run();
        return false;
      }
      case FLIP -> buffer[intact] ^= (byte) (1 << random.nextInt(8));
      case GARBAGE, ALERT, NONE -> out.write(harm.bytes());
    }
    out.write(buffer, intact, n - intact);
    return true;
  }

  /** What comes after the end goes nowhere. */
  private static void drain(InputStream in, byte[] buffer) throws IOException {
    int n = 0;
    while (n >= 0) {
      n = in.read(buffer);
    }
  }
}
