package dev.weft.core.control;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a client does. */
final class Tally {
  final LongAdder joins = new LongAdder();
  final LongAdder renewals = new LongAdder();
  final LongAdder configsApplied = new LongAdder();
  final LongAdder configsRefused = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder lookupsRejected = new LongAdder();

  MeshCounters snapshot() {
    return new MeshCounters(
        joins.sum(),
        renewals.sum(),
        configsApplied.sum(),
        configsRefused.sum(),
        failures.sum(),
        lookupsRejected.sum());
  }
}
