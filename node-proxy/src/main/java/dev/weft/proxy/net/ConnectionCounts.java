package dev.weft.proxy.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many connections of clients were accepted, refused and closed since the start. Safe for any
 * thread.
 */
public final class ConnectionCounts {
  private static final AttributeKey<Boolean> IDLE = AttributeKey.valueOf("dev.weft.idle");

  /** Never changed once they are made. */
  private final Map<Direction, Counts> counts = new EnumMap<>(Direction.class);

  /** Nothing yet. */
  public ConnectionCounts() {
    for (Direction direction : Direction.values()) {
      counts.put(direction, new Counts());
    }
  }

  /** One was accepted; its end is counted too. */
  public void accepted(Direction direction, Channel connection) {
    Counts those = of(direction);
    those.accepted.increment();
    connection
        .closeFuture()
        .addListener(closed -> (isIdle(connection) ? those.idle : those.ended).increment());
  }

  /** One was refused. */
  public void refused(Direction direction, Refusal why) {
    of(direction).refused(why).increment();
  }

  /** Whether {@code connection} is about to be closed because nothing moves on it. */
  static void markIdle(Channel connection, boolean idle) {
    connection.attr(IDLE).set(idle);
  }

  private static boolean isIdle(Channel connection) {
    return Boolean.TRUE.equals(connection.attr(IDLE).get());
  }

  private Counts of(Direction direction) {
    return Objects.requireNonNull(counts.get(direction));
  }

  /** Gives {@code sink} every count; those that are 0 too. */
  public void each(Sink sink) {
    for (Direction direction : Direction.values()) {
      String way = lower(direction);
      Counts those = of(direction);
      sink.count("accepted", way, "", those.accepted.sum());
      for (Refusal why : Refusal.values()) {
        sink.count("refused", way, lower(why), those.refused(why).sum());
      }
      sink.count("closed", way, "ended", those.ended.sum());
      sink.count("closed", way, "idle", those.idle.sum());
    }
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  /** Those of one direction. */
  private static final class Counts {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder idle = new LongAdder();
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

    Counts() {
      for (Refusal why : Refusal.values()) {
        refused.put(why, new LongAdder());
      }
    }

    LongAdder refused(Refusal why) {
      return Objects.requireNonNull(refused.get(why));
    }
  }

  /** Takes counts. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes one.
     *
     * @param what {@code accepted}, {@code refused} or {@code closed}
     * @param reason a class of reasons; empty for what has none
     */
    void count(String what, String direction, String reason, long value);
  }
}
