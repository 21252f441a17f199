package dev.weft.enforcer.trace;

import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.enforcer.report.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes the access log, one line for each request, into a log of its own. An agent thread writes,
 * which the first line starts; a line that does not fit into the queue is dropped, and the next
 * tells how many were. Safe for any thread.
 */
public final class AccessLogWriter implements AccessLog, AutoCloseable {
  private static final int MAX_WAITING = 1024;

  private final EventLog log;
  private final ThreadFactory threads;
  private final ArrayBlockingQueue<AccessEntry> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicLong dropped = new AtomicLong();
  private final Object end = new Object();
  private @Nullable Thread writer; // Guarded by end, as the next.
  private boolean closed;

  public AccessLogWriter(EventLog log, ThreadFactory threads) {
    this.log = log;
    this.threads = threads;
  }

  @Override
  public void accept(AccessEntry entry) {
    if (!waiting.offer(entry)) {
      dropped.incrementAndGet();
    }
    if (!started.get() && started.compareAndSet(false, true)) {
      begin();
    }
  }

  private void begin() {
    synchronized (end) {
      if (!closed) {
        Thread thread = threads.newThread(this::run);
        writer = thread;
        thread.start();
      }
    }
  }

  /** Writes what waits, and ends: what comes afterwards is dropped. Waits for nothing. */
  @Override
  public void close() {
    synchronized (end) {
      closed = true;
      Thread thread = writer;
      if (thread == null) {
        log.end();
      } else {
        thread.interrupt();
      }
    }
  }

  private void run() {
    try {
      while (true) {
        write(waiting.take());
      }
    } catch (InterruptedException e) {
      // Only the end of the log or of the process interrupts it.
      AccessEntry entry = waiting.poll();
      while (entry != null) {
        write(entry);
        entry = waiting.poll();
      }
      log.end();
    }
  }

  private void write(AccessEntry entry) {
    List<@Nullable Object> fields = new ArrayList<>();
    add(fields, "direction", entry.kind() == SpanKind.SERVER ? "inbound" : "outbound");
    add(fields, "method", entry.request().method());
    add(fields, "path", entry.request().path());
    add(fields, "host", entry.request().host());
    add(fields, "status", entry.status());
    add(fields, "grpc_status", entry.grpcStatus());
    add(fields, "error", entry.error());
    add(fields, "duration_us", TimeUnit.NANOSECONDS.toMicros(entry.nanos()));
    add(fields, "peer", entry.peer() == null ? "unauthenticated" : entry.peer());
    add(fields, "verdict", entry.verdict().text());
    add(fields, "policy", entry.policy());
    TraceContext context = entry.context();
    add(fields, "traceparent", context == null ? null : TraceParent.write(context));
    long lost = dropped.getAndSet(0);
    add(fields, "dropped", lost == 0 ? null : lost);
    log.access("access", fields.toArray());
  }

  private static void add(List<@Nullable Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.add(name);
      fields.add(value);
    }
  }
}
