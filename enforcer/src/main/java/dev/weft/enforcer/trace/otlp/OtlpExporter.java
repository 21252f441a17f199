package dev.weft.enforcer.trace.otlp;

import dev.weft.core.http.WebClient;
import dev.weft.enforcer.trace.FinishedSpan;
import dev.weft.enforcer.trace.RequestDurations;
import dev.weft.enforcer.trace.SpanSink;
import dev.weft.enforcer.trace.TraceClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans and durations to a collector, on one agent thread. Where the collector does not
 * answer, a batch is tried three times and then dropped and counted; what does not fit into the
 * queue meanwhile is too. Made at start, it costs nothing until {@link #start}.
 */
public final class OtlpExporter {
  private static final int ATTEMPTS = 3;

  private final OtlpSettings settings;
  private final @Nullable OtlpDestination spansTo;
  private final @Nullable OtlpDestination durationsTo;
  private final RequestDurations durations;
  private final TraceClock clock;
  private final Supplier<String> self;
  private final ExportListener listener;
  private final SpanQueue queue;
  private final long startNanos;
  private final LongAdder sent = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private boolean failing;
  private volatile @Nullable Thread sender;

  /**
   * @param settings where to
   * @param web talks to collectors
   * @param otherwise where spans go that the settings have no place for, or null for nowhere
   * @param durations what is sent beside spans
   * @param self the SPIFFE ID of this workload; empty while there is none
   * @param listener told of failures
   */
  public OtlpExporter(
      OtlpSettings settings,
      WebClient web,
      @Nullable OtlpDestination otherwise,
      RequestDurations durations,
      TraceClock clock,
      Supplier<String> self,
      ExportListener listener) {
    this.settings = settings;
    Optional<OtlpDestination> collector = settings.spans().map(it -> it.collector(web));
    this.spansTo = collector.orElse(otherwise);
    this.durationsTo = settings.durations().map(it -> it.collector(web)).orElse(null);
    this.durations = durations;
    this.clock = clock;
    this.self = self;
    this.listener = listener;
    this.queue = new SpanQueue(settings.queueSize());
    this.startNanos = clock.epochNanos();
  }

  /** Where spans are to be put; closed when none are sent. */
  public SpanSink sink() {
    return spansTo != null ? queue : SpanSink.NONE;
  }

  /** Begins to send, unless there is nowhere to send to. To be called once. */
  public void start(ThreadFactory threads) {
    if (spansTo != null || durationsTo != null) {
      Thread thread = threads.newThread(this::run);
      sender = thread;
      thread.start();
    }
  }

  /** Sends no more: what waits is lost. Not before {@link #start} has returned. */
  public void stop() {
    Thread thread = sender;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /**
   * Sends what waits, and then no more. What has not been taken after {@code most} is lost. Not
   * before {@link #start} has returned.
   */
  public void finish(Duration most) throws InterruptedException {
    queue.close();
    Thread thread = sender;
    if (thread != null) {
      try {
        thread.join(Math.max(most.toMillis(), 1)); // 0 would be for ever
      } finally {
        thread.interrupt();
      }
    }
  }

  private void run() {
    try {
      long due = clock.nanoTime() + settings.exportInterval().toNanos();
      while (!queue.isOver()) {
        long wait = Math.min(settings.scheduleDelay().toNanos(), due - clock.nanoTime());
        List<FinishedSpan> batch = queue.take(settings.batchSize(), Math.max(wait, 0));
        if (!batch.isEmpty()) {
          send(spansTo, SpanMessage.request(settings.resource(), batch), batch.size());
        }
        if (clock.nanoTime() - due >= 0) {
          due = clock.nanoTime() + settings.exportInterval().toNanos();
          sendDurations();
        }
      }
      sendDurations();
    } catch (InterruptedException e) {
      // Only stop, finish and the end of the process interrupt it.
      Thread.currentThread().interrupt();
    }
  }

  private void sendDurations() throws InterruptedException {
    var series = durations.series();
    if (durationsTo != null && !series.isEmpty()) {
      DurationMessage message = new DurationMessage(settings.resource(), self.get(), startNanos);
      send(durationsTo, message.request(series, clock.epochNanos()), 0);
    }
  }

  private void send(@Nullable OtlpDestination to, byte[] body, int count)
      throws InterruptedException {
    if (to == null) {
      return;
    }
    String why = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        Receipt receipt = to.send(body);
        if (receipt.taken()) {
          sent.add(count);
          arrived(to);
          return;
        }
        why = receipt.status();
        if (!receipt.retryable()) {
          break;
        }
      } catch (IOException | RuntimeException e) {
        why = e.toString();
      }
      if (attempt < ATTEMPTS) {
        long most = TimeUnit.SECONDS.toMillis(1L << (attempt - 1));
        TimeUnit.MILLISECONDS.sleep(most / 2 + ThreadLocalRandom.current().nextLong(most / 2));
      }
    }
    failed.add(count);
    if (!failing) {
      failing = true;
      listener.failed(to.toString(), why);
    }
  }

  private void arrived(OtlpDestination to) {
    if (failing) {
      failing = false;
      listener.recovered(to.toString(), lost());
    }
  }

  /** How many spans the collector has taken. */
  public long sent() {
    return sent.sum();
  }

  /** How many spans were lost: for lack of room, or of a collector. */
  public long lost() {
    return failed.sum() + queue.dropped();
  }
}
