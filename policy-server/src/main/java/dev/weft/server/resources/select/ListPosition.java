package dev.weft.server.resources.select;

/**
 * Where a list that is answered in parts goes on.
 *
 * @param resourceVersion the version of the store at which the list is read, all parts alike
 * @param namespace the namespace of the last resource answered; empty for kinds that have none
 * @param name the name of the last resource answered
 */
public record ListPosition(long resourceVersion, String namespace, String name) {}
