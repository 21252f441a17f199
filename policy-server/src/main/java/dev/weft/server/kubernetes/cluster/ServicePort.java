package dev.weft.server.kubernetes.cluster;

/**
 * A TCP port of a service, or of those that stand behind it.
 *
 * @param name its name; empty when it is the only one
 * @param port its number
 */
record ServicePort(String name, int port) {}
