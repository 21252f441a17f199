package dev.weft.enforcer.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the agent could not protect, each with the reason, for the policy server and the log. The
 * set is bounded; what finds no room is counted, never forgotten.
 *
 * <p>Safe for use by several threads.
 */
public final class Unprotected {
  /** How many are kept. */
  static final int MAX = 256;

  private static final int MAX_TEXT = 300;

  private final EventLog log;
  private final Set<Gap> gaps = new LinkedHashSet<>();
  private long beyond;
  private volatile Runnable added = () -> {};

  /**
   * One thing that is not protected.
   *
   * @param what the thing, such as a hook, a transport or a port
   * @param why the reason
   */
  public record Gap(String what, String why) {}

  /**
   * @param log told of each when it is first seen
   */
  public Unprotected(EventLog log) {
    this.log = log;
  }

  /** Has {@code action} run after each addition, by whoever adds: it is to be quick. */
  public void onAdded(Runnable action) {
    added = action;
  }

  /** Takes note that {@code what} is not protected. */
  public void add(String what, String why) {
    Gap gap = new Gap(cut(what), cut(why));
    synchronized (gaps) {
      if (gaps.contains(gap)) {
        return;
      }
      if (gaps.size() < MAX) {
        gaps.add(gap);
      } else {
        beyond++;
      }
    }
    log.warn("unprotected", "what", gap.what(), "why", gap.why());
    added.run();
  }

  /** {@code what} is not protected for another reason than before, or null: it is by now. */
  public void change(String what, @Nullable String why) {
    String thing = cut(what);
    synchronized (gaps) {
      gaps.removeIf(gap -> gap.what().equals(thing));
    }
    if (why == null) {
      added.run();
    } else {
      add(what, why);
    }
  }

  /** All that is kept, oldest first, and one more that tells how many found no room. */
  public List<Gap> snapshot() {
    synchronized (gaps) {
      if (beyond == 0) {
        return List.copyOf(gaps);
      }
      Set<Gap> all = new LinkedHashSet<>(gaps);
      all.add(new Gap("others", beyond + " more reports, see the agent's log"));
      return List.copyOf(all);
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
  }
}
