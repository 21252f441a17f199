package dev.weft.server.status;

/**
 * A label as it is looked for.
 *
 * @param namespace where; {@link Scope#EVERYWHERE} in all namespaces
 */
record Label(String namespace, String name, String value) {}
