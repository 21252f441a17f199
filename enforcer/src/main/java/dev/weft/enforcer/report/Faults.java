package dev.weft.enforcer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Faults of the agent's own code: each is counted by its place, and the first of a place is logged.
 * It never throws, whatever it is told.
 */
public final class Faults {
  /** Places with a count of their own; those beyond it share one, named {@link #OTHERS}. */
  static final int MAX_PLACES = 128;

  /** The place of faults beyond {@link #MAX_PLACES} places. */
  static final String OTHERS = "others";

  private static final int MAX_FRAMES = 12;

  private final EventLog log;
  private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();

  /**
   * @param log told of the first fault of each place
   */
  public Faults(EventLog log) {
    this.log = log;
  }

  /**
   * Takes note of a throwable that was caught and goes no further.
   *
   * @param where the place in the agent, a constant such as {@code socket.read}
   * @param fault what was caught
   */
  public void caught(String where, Throwable fault) {
    try {
      boolean own = counts.containsKey(where) || counts.size() < MAX_PLACES;
      String place = own ? where : OTHERS;
      LongAdder fresh = new LongAdder();
      fresh.increment();
      LongAdder count = counts.putIfAbsent(place, fresh);
      if (count != null) {
        count.increment();
        return;
      }
      log.error(
          "fault",
          "where",
          where,
          "type",
          fault.getClass().getName(),
          "message",
          fault.getMessage(),
          "cause",
          fault.getCause(),
          "at",
          frames(fault));
    } catch (Throwable t) {
      // Out of memory or stack while telling of a fault: there is nothing left to do about it.
      return;
    }
  }

  /** How often each place had a fault, by its name. */
  public Map<String, Long> counts() {
    Map<String, Long> copy = new TreeMap<>();
    for (Map.Entry<String, LongAdder> entry : counts.entrySet()) {
      copy.put(entry.getKey(), entry.getValue().sum());
    }
    return copy;
  }

  private static List<String> frames(Throwable fault) {
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : fault.getStackTrace()) {
      if (frames.size() == MAX_FRAMES) {
        break;
      }
      frames.add(frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber());
    }
    return frames;
  }
}
