package dev.weft.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LibraryLimitTest {
  private final LibraryLimit limit = new LibraryLimit();

  @Test
  void decide_moreLinesOfLibrariesInAMinute_leftOut() {
    for (int i = 0; i < LibraryLimit.MOST; i++) {
      assertThat(decide("com.linecorp.Http2", 1_000_000 + i)).isEqualTo(FilterReply.NEUTRAL);
    }

    assertThat(decide("io.netty.Other", 1_000_100)).isEqualTo(FilterReply.DENY);
    assertThat(decide("io.netty.Other", 1_059_999)).isEqualTo(FilterReply.DENY);
    assertThat(decide("io.netty.Other", 1_060_000)).isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void decide_ownLines_allPass() {
    for (int i = 0; i < 1000; i++) {
      assertThat(decide("dev.weft.server.Main", 1_000_000)).isEqualTo(FilterReply.NEUTRAL);
    }
  }

  @Test
  void decide_clockSetBack_anotherMinuteBegins() {
    for (int i = 0; i <= LibraryLimit.MOST; i++) {
      FilterReply unused = decide("io.netty.Other", 1_000_000);
    }

    assertThat(decide("io.netty.Other", 500_000)).isEqualTo(FilterReply.NEUTRAL);
  }

  private FilterReply decide(String logger, long millis) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName(logger);
    event.setInstant(Instant.ofEpochMilli(millis));
    return limit.decide(event);
  }
}
