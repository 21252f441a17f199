package dev.weft.it.programs;

import static dev.weft.it.programs.Calls.call;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads and writes without blocking, and notes the trace context of each call back. Tells when it
 * cannot go on, so that a caller knows when to send or to read more.
 */
final class StreamingServlet {
  /** More than the buffers of both ends hold. */
  static final int FLOOD = 16 << 20;

  /** Room for what was seen, behind the flood. */
  static final int TAIL = 8192;

  private static final long PATIENCE_MILLIS = 60_000;
  private static final byte[] BLOCK = new byte[64 << 10];

  private final ServletApi api;
  private final Map<String, CountDownLatch> stuck = new ConcurrentHashMap<>();

  StreamingServlet(ServletApi api) {
    this.api = api;
  }

  /** Waits until the request of this id could not go on, {@code seconds} at most; whether so. */
  boolean awaitStuck(String id, long seconds) throws InterruptedException {
    return latch(id).await(seconds, TimeUnit.SECONDS);
  }

  private CountDownLatch latch(String id) {
    return stuck.computeIfAbsent(id, unused -> new CountDownLatch(1));
  }

  /** Reads the body, then answers with what was seen. */
  void read(Object request, Object response) throws Exception {
    Set<String> seen = places();
    seen.add("first=" + Traced.context());
    CountDownLatch waiting = latch((String) call(request, "getHeader", "x-id"));
    Object async = begin(request);
    InputStream in = (InputStream) call(request, "getInputStream");
    byte[] buffer = new byte[64];
    // Calls back come one after another.
    int[] read = {0};
    ServletApi.Body data =
        arguments -> {
          seen.add((read[0]++ == 0 ? "data=" : "data-again=") + Traced.context());
          while (isReady(in)) {
            if (in.read(buffer) < 0) {
              return null;
            }
          }
          waiting.countDown();
          return null;
        };
    ServletApi.Body all =
        arguments -> {
          seen.add("all=" + Traced.context());
          write(response, async, 0, seen, waiting);
          return null;
        };
    Object listener =
        api.implement("ReadListener", Map.of("onDataAvailable", data, "onAllDataRead", all));
    call(in, "setReadListener", listener);
  }

  /** Answers with more than anybody buffers, and with what was seen. */
  void flood(Object request, Object response) throws Exception {
    Set<String> seen = places();
    seen.add("first=" + Traced.context());
    CountDownLatch waiting = latch((String) call(request, "getHeader", "x-id"));
    write(response, begin(request), FLOOD, seen, waiting);
  }

  /** However often a place comes, each context that it had is there once. */
  private static Set<String> places() {
    return Collections.synchronizedSet(new LinkedHashSet<>());
  }

  private static Object begin(Object request) throws ReflectiveOperationException {
    Object async = call(request, "startAsync");
    call(async, "setTimeout", PATIENCE_MILLIS);
    return async;
  }

  private void write(
      Object response, Object async, int fill, Set<String> seen, CountDownLatch waiting)
      throws Exception {
    call(response, "setContentLength", fill + TAIL);
    OutputStream out = (OutputStream) call(response, "getOutputStream");
    // Calls back come one after another.
    int[] written = {0};
    ServletApi.Body possible =
        arguments -> {
          seen.add((written[0] == 0 ? "writes=" : "writes-again=") + Traced.context());
          while (isReady(out)) {
            if (written[0] > fill) {
              call(async, "complete");
              return null;
            }
            if (written[0] == fill) {
              out.write(tail(seen));
              written[0]++;
            } else {
              out.write(BLOCK);
              written[0] += BLOCK.length;
            }
          }
          waiting.countDown();
          return null;
        };
    Object listener = api.implement("WriteListener", Map.of("onWritePossible", possible));
    call(out, "setWriteListener", listener);
  }

  private static byte[] tail(Set<String> seen) {
    byte[] text = String.join(" ", seen).getBytes(StandardCharsets.US_ASCII);
    byte[] tail = Arrays.copyOf(text, TAIL);
    Arrays.fill(tail, text.length, TAIL, (byte) ' ');
    return tail;
  }

  private static boolean isReady(Object stream) throws ReflectiveOperationException {
    return (boolean) call(stream, "isReady");
  }
}
