package dev.weft.server.audit;

/** Is told of what was refused. Does not block, and takes any number of calls. */
public interface Refusals {
  /** Notes that {@code refusal} happened. */
  void add(AuditRecord refusal);
}
