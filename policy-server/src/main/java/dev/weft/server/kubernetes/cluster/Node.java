package dev.weft.server.kubernetes.cluster;

/**
 * A node.
 *
 * @param name its name
 * @param uid what tells it from others of that name
 */
public record Node(String name, String uid) {}
