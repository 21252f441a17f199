package dev.weft.server.metrics;

import dev.weft.server.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** A database of which each transaction is timed. */
final class MeasuredDatabase implements Database {
  private final Database database;
  private final Timer writes;
  private final Timer reads;

  MeasuredDatabase(Database database, MeterRegistry registry) {
    this.database = database;
    this.writes = timer(registry, "write");
    this.reads = timer(registry, "read");
  }

  private static Timer timer(MeterRegistry registry, String type) {
    return Timer.builder("weft.store.transactions")
        .description(
            "Transactions of the store, with the wait for those before; a write ends on disk.")
        .tag("type", type)
        .serviceLevelObjectives(
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10))
        .register(registry);
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return timed(writes, () -> database.write(work));
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return timed(reads, () -> database.read(work));
  }

  @Override
  public <T> T writeAtLength(Function<Handle, T> work) {
    return timed(writes, () -> database.writeAtLength(work));
  }

  @Override
  public void announce(Handle handle, long revision) {
    database.announce(handle, revision);
  }

  private static <T> T timed(Timer timer, Supplier<T> work) {
    Timer.Sample started = Timer.start();
    try {
      return work.get();
    } finally {
      started.stop(timer);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
