package dev.weft.server.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects refusals between two writes to the store, so that whoever is refused all the time costs
 * the store and the log no more than a few lines per write. Equal ones are counted; when there are
 * too many different ones, the rest is counted together. Safe for any thread.
 */
public final class RefusalJournal implements Refusals {
  /** The action of a request by somebody who is not known. */
  public static final String AUTHENTICATION = "authentication.refuse";

  /** The action of a request by somebody who is known and may not. */
  public static final String AUTHORIZATION = "authorization.refuse";

  private static final Logger LOG = LoggerFactory.getLogger(RefusalJournal.class);
  private static final int MOST_DIFFERENT = 64;
  private static final String NOT_KEPT = "(several)";

  private final Map<AuditRecord, Integer> counted = new LinkedHashMap<>();
  private final Map<String, Integer> rest = new LinkedHashMap<>();

  @Override
  public void add(AuditRecord refusal) {
    synchronized (counted) {
      if (counted.size() < MOST_DIFFERENT || counted.containsKey(refusal)) {
        counted.merge(refusal, 1, Integer::sum);
      } else {
        rest.merge(refusal.action(), 1, Integer::sum);
      }
    }
  }

  /**
   * Hands what was collected to {@code store} and starts anew. To be called every second or so, by
   * one thread. The log gets one line about the first of them. What {@code store} fails to take is
   * lost.
   */
  public void flush(Consumer<List<AuditRecord>> store) {
    List<AuditRecord> records = drain();
    if (records.isEmpty()) {
      return;
    }
    AuditRecord first = records.get(0);
    LOG.atInfo()
        .addKeyValue("different", records.size())
        .addKeyValue("actor", first.actor())
        .addKeyValue("action", first.action())
        .addKeyValue("subject", first.subject())
        .addKeyValue("detail", first.detail())
        .log("refused; the audit log has them all");
    store.accept(records);
  }

  private List<AuditRecord> drain() {
    List<AuditRecord> records = new ArrayList<>();
    synchronized (counted) {
      counted.forEach((record, times) -> records.add(times == 1 ? record : counted(record, times)));
      rest.forEach(
          (action, times) ->
              records.add(
                  AuditRecord.event(NOT_KEPT, action, NOT_KEPT, times + " more were refused")));
      counted.clear();
      rest.clear();
    }
    return records;
  }

  private static AuditRecord counted(AuditRecord record, int times) {
    return AuditRecord.event(
        record.actor(),
        record.action(),
        record.subject(),
        record.detail() + " [" + times + " times]");
  }
}
