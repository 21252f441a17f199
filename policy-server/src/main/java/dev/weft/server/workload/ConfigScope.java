package dev.weft.server.workload;

/**
 * Whom a config is for: workloads of one namespace on one host get the same.
 *
 * @param namespace the namespace
 * @param host the host, or network namespace; empty when the workload names none
 */
public record ConfigScope(String namespace, String host) {}
