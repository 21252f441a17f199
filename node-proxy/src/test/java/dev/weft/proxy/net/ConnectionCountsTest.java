package dev.weft.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionCountsTest {
  private final ConnectionCounts counts = new ConnectionCounts();

  /** Those that are not 0. */
  private Map<String, Long> read() {
    Map<String, Long> all = new TreeMap<>();
    counts.each(
        (what, direction, reason, value) -> {
          if (value != 0) {
            all.put((what + " " + direction + " " + reason).strip(), value);
          }
        });
    return all;
  }

  @Test
  void connection_thatEnds_isCountedOnceAsSuch() {
    EmbeddedChannel connection = new EmbeddedChannel();
    counts.accepted(Direction.INBOUND, connection);
    assertThat(read()).isEqualTo(Map.of("accepted inbound", 1L));
    connection.close();

    assertThat(read()).isEqualTo(Map.of("accepted inbound", 1L, "closed inbound ended", 1L));
  }

  @Test
  void connection_thatIsClosedForBeingIdle_isCountedAsSuch() {
    Duration limit = Duration.ofSeconds(40);
    EmbeddedChannel connection = new EmbeddedChannel();
    counts.accepted(Direction.OUTBOUND, connection);
    TimeLimits.of(limit, limit).hold(connection);
    for (int i = 0; i < 5; i++) {
      connection.advanceTimeBy(10, TimeUnit.SECONDS);
      connection.runScheduledPendingTasks();
    }

    assertThat(read()).isEqualTo(Map.of("accepted outbound", 1L, "closed outbound idle", 1L));
  }

  @Test
  void refusals_areCountedByTheirClass() {
    counts.refused(Direction.INBOUND, Refusal.DENIED);
    counts.refused(Direction.INBOUND, Refusal.DENIED);
    counts.refused(Direction.OUTBOUND, Refusal.FULL);

    assertThat(read()).isEqualTo(Map.of("refused inbound denied", 2L, "refused outbound full", 1L));
  }
}
