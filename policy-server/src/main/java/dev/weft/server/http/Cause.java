package dev.weft.server.http;

/**
 * What is wrong with one field of a request.
 *
 * @param field the path of the field, for example {@code spec.rules[0].from}
 * @param message what is wrong and what was expected
 */
public record Cause(String field, String message) {}
