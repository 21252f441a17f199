package dev.weft.server.resources.watch;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.resources.table.Answers;
import dev.weft.server.resources.table.Tables;
import io.netty.util.concurrent.EventExecutor;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * The stream of one watch. Events are taken in from the thread that makes the change, without
 * waiting, and written by the connection's event loop as fast as the client reads. A client that
 * reads too slowly is cut off; it can resume from the last event it got.
 */
final class Watch {
  /** How many events may wait for a client. */
  static final int MAX_WAITING = 2000;

  private static final int CHUNK = 64 * 1024;

  private final HttpResponseWriter out;
  private final EventExecutor loop;
  private final Answers answers;
  private final InstantSource clock;

  /** Guarded by itself, as are the fields up to {@link #newest}. */
  private final Deque<WatchEvents.Event> waiting = new ArrayDeque<>();

  /** So that nothing is written before {@link #open}. */
  private boolean writing = true;

  private boolean opened;
  private boolean ending;
  private long newest;
  private Tables.Headings headings = Tables.Headings.SHOWN;

  Watch(HttpResponseWriter out, EventExecutor loop, Answers answers, InstantSource clock) {
    this.out = out;
    this.loop = loop;
    this.answers = answers;
    this.clock = clock;
  }

  /** Begins the answer, with what was taken in until now; once. */
  void open() {
    out.write(
        ResponseHeaders.builder(200)
            .contentType(MediaType.JSON)
            .set("cache-control", "no-store")
            .build());
    synchronized (waiting) {
      opened = true;
    }
    loop.execute(this::writeChunk);
  }

  /** Takes an event in; whether the client still keeps up. */
  boolean offer(WatchEvents.Event event) {
    synchronized (waiting) {
      if (ending || waiting.size() >= MAX_WAITING) {
        return false;
      }
      waiting.add(event);
      newest = event.revision();
    }
    write();
    return true;
  }

  /** Takes a bookmark in, unless the client is being told of something newer already. */
  void offerBookmark(WatchEvents.Event bookmark) {
    synchronized (waiting) {
      if (ending || bookmark.revision() < newest || waiting.size() >= MAX_WAITING) {
        return;
      }
      waiting.add(bookmark);
    }
    write();
  }

  /** Takes in what the watch begins with, however much that is: it is there already. */
  void begin(Iterable<WatchEvents.Event> events) {
    synchronized (waiting) {
      events.forEach(waiting::add);
    }
    write();
  }

  /** Ends the stream after what was taken in. */
  void end() {
    synchronized (waiting) {
      ending = true;
    }
    write();
  }

  /** Done when the client has been sent the end of the stream, or is gone. */
  CompletableFuture<Void> ended() {
    return out.whenComplete();
  }

  /** Ends the stream at once. */
  void cut() {
    synchronized (waiting) {
      ending = true;
      waiting.clear();
      if (!opened) {
        return;
      }
    }
    loop.execute(out::close);
  }

  private void write() {
    synchronized (waiting) {
      if (writing) {
        return;
      }
      writing = true;
    }
    loop.execute(this::writeChunk);
  }

  private void writeChunk() {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    while (chunk.size() < CHUNK) {
      WatchEvents.Event event;
      synchronized (waiting) {
        event = waiting.poll();
      }
      if (event == null) {
        break;
      }
      chunk.writeBytes(line(event));
    }
    if (chunk.size() == 0) {
      rest();
    } else if (out.tryWrite(HttpData.wrap(chunk.toByteArray()))) {
      // Goes on when the client has taken this.
      var unused =
          out.whenConsumed()
              .handleAsync(
                  (done, failure) -> {
                    if (failure == null) {
                      writeChunk();
                    }
                    return failure;
                  },
                  loop);
    }
  }

  private void rest() {
    boolean close;
    synchronized (waiting) {
      if (!waiting.isEmpty()) {
        loop.execute(this::writeChunk);
        return;
      }
      writing = false;
      close = ending;
    }
    if (close) {
      out.close();
    }
  }

  private byte[] line(WatchEvents.Event event) {
    JsonObject object = answers.of(event.object(), clock.instant(), headings);
    headings = Tables.Headings.LEFT_OUT;
    JsonObject told = JsonObject.builder().put("type", event.type()).put("object", object).build();
    return (JsonWriter.write(told) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
