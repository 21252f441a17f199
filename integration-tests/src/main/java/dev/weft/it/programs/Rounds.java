package dev.weft.it.programs;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What every client program does: several sessions at once, messages of several sizes in each. */
final class Rounds {
  private static final int SESSIONS = 4;
  private static final List<Integer> SIZES = List.of(40, 1_000, 1, 17_000, 80_000, 300, 300_000);

  private Rounds() {}

  /**
   * Runs the rounds on threads of the platform and prints the result.
   *
   * @throws Exception when a session fails or a message comes back harmed
   */
  static void run(String[] args, Session.Opener opener) throws Exception {
    run(args, Executors.newFixedThreadPool(SESSIONS), opener);
  }

  /** Runs the rounds on {@code executor}, which it shuts down, and prints the result. */
  static void run(String[] args, ExecutorService executor, Session.Opener opener) throws Exception {
    Deadlocks.watchIfAsked();
    int port = Integer.parseInt(args[0]);
    String marker = args[1];
    try {
      List<Future<byte[]>> digests = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        long seed = i;
        digests.add(executor.submit(() -> session(opener.open(port), marker, seed)));
      }
      MessageDigest all = MessageDigest.getInstance("SHA-256");
      for (Future<byte[]> digest : digests) {
        all.update(digest.get());
      }
      System.out.println(
          "result sessions=%d exchanges=%d sha256=%s"
              .formatted(SESSIONS, SIZES.size(), HexFormat.of().formatHex(all.digest())));
    } finally {
      executor.shutdownNow();
    }
  }

  /** The digest of everything that came back in one session. */
  private static byte[] session(Session opened, String marker, long seed) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Session session = opened) {
      for (int size : SIZES) {
        byte[] sent = Message.of(marker, seed * 1_000_003 + size, size);
        byte[] received = session.exchange(sent);
        if (!Arrays.equals(sent, received)) {
          throw new IOException(
              "echo: %d bytes that differ (expected: the %d that were sent)"
                  .formatted(received.length, sent.length));
        }
        digest.update(received);
      }
    }
    return digest.digest();
  }
}
