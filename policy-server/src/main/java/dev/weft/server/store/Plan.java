package dev.weft.server.store;

import dev.weft.server.audit.AuditRecord;
import java.util.List;

/**
 * What is to be written in one transaction: all of it or nothing.
 *
 * @param writes the writes, in order; each gets a revision of its own
 * @param audit what is to be in the audit log beside the changes that people make, which are there
 *     anyway
 */
public record Plan(List<Write> writes, List<AuditRecord> audit) {
  /** Writes nothing. */
  public static final Plan NOTHING = new Plan(List.of(), List.of());

  public Plan {
    writes = List.copyOf(writes);
    audit = List.copyOf(audit);
  }

  /** The plan to do {@code writes}. */
  public static Plan of(Write... writes) {
    return new Plan(List.of(writes), List.of());
  }

  /** The plan to do {@code writes}. */
  public static Plan of(List<Write> writes) {
    return new Plan(writes, List.of());
  }
}
