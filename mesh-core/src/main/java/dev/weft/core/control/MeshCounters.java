package dev.weft.core.control;

/**
 * What a client did since it was made. Each figure only grows.
 *
 * @param joins SVIDs bought with the join token
 * @param renewals SVIDs renewed
 * @param configsApplied configs put in force
 * @param configsRefused configs not put in force, for what they hold
 * @param failures exchanges with the policy server that failed
 * @param lookupsRejected look-ups that found too many others waiting
 */
public record MeshCounters(
    long joins,
    long renewals,
    long configsApplied,
    long configsRefused,
    long failures,
    long lookupsRejected) {}
