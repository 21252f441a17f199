package dev.weft.it.programs;

import static dev.weft.it.programs.Calls.call;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Goes every way in which a servlet container calls an application back, and notes the trace
 * context of each place. It names no type of the servlet API, of which there are two.
 */
final class AsyncServlet {
  /** Longer than anything takes here. */
  private static final long PATIENCE_MILLIS = 30_000;

  private static final long SOON_MILLIS = 50;

  private final ServletApi api;
  private final StreamingServlet streaming;
  private final Map<String, String> completed = new ConcurrentHashMap<>();
  private final Semaphore told = new Semaphore(0);

  /** {@code api} is the package of the servlet API. */
  AsyncServlet(String api) {
    this.api = new ServletApi(api);
    this.streaming = new StreamingServlet(this.api);
  }

  /** The part of it that reads and writes without blocking. */
  StreamingServlet streaming() {
    return streaming;
  }

  /** Where the requests' completion was told, by their ids. */
  Map<String, String> completed() {
    return completed;
  }

  /** Waits until the completion of so many was told, {@code seconds} at most; whether it was. */
  boolean awaitCompleted(int many, long seconds) throws InterruptedException {
    return told.tryAcquire(many, seconds, TimeUnit.SECONDS);
  }

  /** This, as a servlet. */
  Object servlet() throws ClassNotFoundException {
    return api.implement(
        "Servlet",
        Map.of(
            "service",
            arguments -> {
              service(arguments[0], arguments[1]);
              return null;
            }));
  }

  /** Answers one request. */
  void service(Object request, Object response) throws Exception {
    Object path = call(request, "getRequestURI");
    if (path.equals("/timeout")) {
      timeOut(request, response);
    } else if (path.equals("/read")) {
      streaming.read(request, response);
    } else if (path.equals("/flood")) {
      streaming.flood(request, response);
    } else if (call(request, "getAttribute", "seen") instanceof Queue<?> seen) {
      @SuppressWarnings("unchecked")
      Queue<String> own = (Queue<String>) seen;
      own.add("dispatched=" + Traced.context());
      write(request, response, own);
    } else {
      start(request);
    }
  }

  /** Has a thread that knows no trace start what then dispatches. */
  private static void start(Object request) throws Exception {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    seen.add("first=" + Traced.context());
    call(request, "setAttribute", "seen", seen);
    Object async = call(request, "startAsync");
    call(async, "setTimeout", PATIENCE_MILLIS);
    Runnable work =
        () -> {
          seen.add("started=" + Traced.context());
          unchecked(async, "dispatch");
        };
    new Thread(() -> unchecked(async, "start", work)).start();
  }

  private void write(Object request, Object response, Queue<String> seen) throws Exception {
    String id = (String) call(request, "getHeader", "x-id");
    Object async = call(request, "startAsync");
    call(async, "setTimeout", PATIENCE_MILLIS);
    ServletApi.Body complete =
        arguments -> {
          if (completed.put(id, Traced.context()) == null) {
            told.release();
          }
          return null;
        };
    call(async, "addListener", api.implement("AsyncListener", Map.of("onComplete", complete)));
    Object out = call(response, "getOutputStream");
    ServletApi.Body write =
        arguments -> {
          seen.add("writes=" + Traced.context());
          answer(response, String.join(" ", seen));
          call(async, "complete");
          return null;
        };
    call(out, "setWriteListener", api.implement("WriteListener", Map.of("onWritePossible", write)));
  }

  private void timeOut(Object request, Object response) throws Exception {
    Object async = call(request, "startAsync");
    call(async, "setTimeout", SOON_MILLIS);
    ServletApi.Body timeout =
        arguments -> {
          answer(response, "timeout=" + Traced.context());
          call(async, "complete");
          return null;
        };
    call(async, "addListener", api.implement("AsyncListener", Map.of("onTimeout", timeout)));
  }

  private static void answer(Object response, String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    call(response, "setContentLength", bytes.length);
    ((OutputStream) call(response, "getOutputStream")).write(bytes);
  }

  private static void unchecked(Object on, String name, Object... arguments) {
    try {
      call(on, name, arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
