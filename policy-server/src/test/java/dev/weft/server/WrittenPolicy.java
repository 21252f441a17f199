package dev.weft.server;

/**
 * What a server acknowledged of a policy last.
 *
 * @param version its resourceVersion
 * @param value what was written
 */
record WrittenPolicy(long version, String value) {}
