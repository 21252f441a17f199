package dev.weft.server.store;

/**
 * Decides what to write, inside the transaction that writes it. Nobody else writes meanwhile, in
 * this process or in another.
 */
@FunctionalInterface
public interface Edit {
  /**
   * What to write, seeing exactly what is stored. What this throws is thrown to the caller, and
   * then nothing is written. It may be asked again when the transaction is begun anew.
   */
  Plan decide(ResourceSnapshot now);
}
