package dev.weft.core.policy;

/**
 * A header that a request gets.
 *
 * @param name the name in lower case
 * @param value the value, without control characters
 */
public record HeaderField(String name, String value) {}
