package dev.weft.it.programs.contracts;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is on its way when the writer closes: a reader that is behind gets it, and then the end. */
final class LastWords {
  private static final int BYTES = 6_000_000;
  private static final int STEP = 10_000;
  private static final long PAUSE_MILLIS = 1;

  private LastWords() {}

  static List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      String name = transport.name().toLowerCase(Locale.ROOT);
      checks.add(new Check("lastWords." + name + "_closedWhenFull", () -> closed(transport)));
    }
    return checks;
  }

  private static void closed(Transport transport) throws Exception {
    byte[] bytes = Bytes.of(BYTES, 6);
    try (Pair pair = Pair.open(transport)) {
      Background<Boolean> writer =
          Background.run(
              () -> {
                pair.client().write(bytes);
                pair.client().close();
              });
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      ByteBuffer step = ByteBuffer.allocate(STEP);
      // Slower than the writer, so that there is no room left when it closes.
      while (!writer.isDone() && pair.server().read(step.clear()) >= 0) {
        got.write(step.array(), 0, step.position());
        Thread.sleep(PAUSE_MILLIS);
      }
      writer.join();
      while (pair.server().read(step.clear()) >= 0) {
        got.write(step.array(), 0, step.position());
      }
      Expect.same(got.toByteArray(), bytes, "what was read");
    }
  }
}
