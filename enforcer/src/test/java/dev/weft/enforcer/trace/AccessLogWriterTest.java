package dev.weft.enforcer.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.LogLevel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogWriterTest {
  private static final int ROOM = 1024;

  private final List<Thread> threads = new ArrayList<>();

  @Test
  void accept_moreThanThereIsRoomFor_countsTheRestInTheNextLine(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("log");
    AccessLogWriter writer =
        new AccessLogWriter(
            EventLog.to(file, LogLevel.ERROR),
            task -> {
              Thread thread =
                  new Thread(
                      () -> {
                        // Whoever starts it has offered everything by then.
                        synchronized (threads) {
                          task.run();
                        }
                      });
              threads.add(thread);
              return thread;
            });
    synchronized (threads) {
      for (int i = 0; i < ROOM + 3; i++) {
        writer.accept(entry("/" + i));
      }
    }
    List<String> lines = awaitLines(file, ROOM);
    threads.get(0).interrupt();

    assertThat(threads).hasSize(1);
    assertThat(lines.get(0))
        .endsWith(
            " event=access direction=inbound method=GET path=/0 host=a.test status=200"
                + " duration_us=1500 peer=unauthenticated verdict=allowed policy=shop/p dropped=3");
    assertThat(lines.get(1)).contains("path=/1 ").doesNotContain("dropped");
    assertThat(lines).hasSize(ROOM);
  }

  @Test
  void close_withLinesThatWait_writesThemAndEnds(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("log");
    AccessLogWriter writer =
        new AccessLogWriter(
            EventLog.to(file, LogLevel.ERROR),
            task -> {
              Thread thread = new Thread(task);
              threads.add(thread);
              return thread;
            });
    writer.accept(entry("/first"));
    writer.accept(entry("/last"));

    writer.close();
    threads.get(0).join(Duration.ofSeconds(30).toMillis());
    writer.accept(entry("/late"));

    assertThat(threads).hasSize(1);
    assertThat(threads.get(0).isAlive()).isFalse();
    assertThat(Files.readAllLines(file)).hasSize(2).last().asString().contains("path=/last ");
  }

  @Test
  void close_beforeTheFirstLine_startsNoThread(@TempDir Path folder) {
    AccessLogWriter writer =
        new AccessLogWriter(
            EventLog.to(folder.resolve("log"), LogLevel.ERROR),
            task -> {
              Thread thread = new Thread(task);
              threads.add(thread);
              return thread;
            });

    writer.close();
    writer.accept(entry("/late"));

    assertThat(threads).isEmpty();
    assertThat(folder.resolve("log")).doesNotExist();
  }

  private static List<String> awaitLines(Path file, int count) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    List<String> lines = List.of();
    while (lines.size() < count && System.nanoTime() < end) {
      Thread.sleep(10);
      lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
    return lines;
  }

  private static AccessEntry entry(String path) {
    return new AccessEntry(
        SpanKind.SERVER,
        new LoggedRequest("GET", path, "a.test"),
        200,
        null,
        null,
        null,
        Verdict.ALLOWED,
        "shop/p",
        null,
        1_500_000);
  }
}
