package dev.weft.enforcer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {
  private final FakeTime time = new FakeTime();
  private final List<String> lines = new ArrayList<>();
  private final EventLog log = new EventLog(lines::add, LogLevel.INFO, time);

  @Test
  void info_withFields_isOneLine() {
    log.info("peer.refused", "port", 8080, "why", "no \"ALLOW\" rule\nforged=line", "rule", null);
    assertThat(lines)
        .containsExactly(
            "time=2026-01-01T00:00:00.000000Z level=INFO event=peer.refused port=8080"
                + " why=\"no \\\"ALLOW\\\" rule\\nforged=line\" rule=null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-09T08:07:06.050403Z",
        "2024-02-29T23:59:59.999999Z",
        "1969-12-31T23:59:59.000001Z",
        "2000-03-01T00:00:00.100000Z"
      })
  void info_anyTime_isWrittenAsItIs(String written) {
    time.now = Instant.parse(written);
    log.info("event");
    assertThat(lines).singleElement().asString().startsWith("time=" + written + " ");
  }

  @Test
  void debug_belowTheLevel_isNotLogged() {
    log.debug("event");
    assertThat(lines).isEmpty();
  }

  @Test
  void warn_manyOfOneEvent_areLimitedAndCounted() {
    for (int i = 0; i < LineLimit.LINES + 7; i++) {
      log.warn("same", "i", i);
    }
    log.warn("other");
    assertThat(lines).hasSize(LineLimit.LINES + 1);
    assertThat(log.missing()).isEqualTo(7);
    time.now = time.now.plus(LineLimit.WINDOW);
    log.warn("same");
    assertThat(lines.get(lines.size() - 1)).endsWith("event=same suppressed=7");
    assertThat(log.missing()).isZero();
  }

  @Test
  void access_moreThanTheLimitAndBelowTheLevel_isLogged() {
    EventLog quiet = new EventLog(lines::add, LogLevel.ERROR, time);
    for (int i = 0; i < LineLimit.LINES + 7; i++) {
      quiet.access("access", "path", "/" + i);
    }
    assertThat(lines).hasSize(LineLimit.LINES + 7);
    assertThat(lines.get(0)).endsWith(" event=access path=/0");
  }

  @Test
  void warn_endlessEvents_shareOneLimitBeyondTheBound() {
    for (int i = 0; i < LineLimit.MAX_EVENTS + 100; i++) {
      log.warn("event." + i);
    }
    assertThat(lines).hasSize(LineLimit.MAX_EVENTS + LineLimit.LINES);
  }

  @Test
  void warn_sinkOrFieldFails_isCountedAndNotThrown() {
    EventLog broken =
        new EventLog(
            line -> {
              throw new IOException("disk full");
            },
            LogLevel.INFO,
            time);
    broken.warn("event");
    broken.warn("event", "key", new Throwing());
    assertThat(broken.missing()).isEqualTo(2);
  }

  @Test
  void end_fileThatIsLoggedToAfterwards_takesNothingMore(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("log");
    EventLog log = EventLog.to(file, LogLevel.INFO);
    log.info("first");

    log.end();
    log.error("late");
    log.access("late");

    assertThat(Files.readAllLines(file)).singleElement().asString().endsWith("event=first");
  }

  @Test
  void open_file_isReadableByItsOwnerAloneAndSurvivesInterrupts(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("weft.log");
    EventLog opened = EventLog.to(file, LogLevel.INFO);
    assertThat(file).doesNotExist();
    opened.open();
    Thread.currentThread().interrupt();
    opened.info("first");
    opened.info("second");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void write_fullFile_isRotatedOnceAndBounded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("weft.log");
    LogFile sink = new LogFile(file, 100);
    for (int i = 0; i < 50; i++) {
      sink.write("line " + i + " ".repeat(20));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2).allMatch(each -> each.toFile().length() <= 100);
    }
    assertThat(Files.readString(file)).contains("line 49");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  private static final class Throwing {
    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  private static final class FakeTime implements InstantSource {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }
  }
}
