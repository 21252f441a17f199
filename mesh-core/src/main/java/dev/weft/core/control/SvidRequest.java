package dev.weft.core.control;

/** A client's wish for an SVID, which is made again whenever the SVID has to be renewed. */
@FunctionalInterface
public interface SvidRequest {
  /**
   * Asks the policy server, if there is need to: for a renewal that is not due it does nothing. By
   * one thread at a time, which it blocks, for the client's request timeout at most.
   */
  SvidPlan ask();
}
