package dev.weft.server.resources.discovery;

import dev.weft.core.json.JsonObject;

/**
 * A document and how it is to be served. It varies with the header {@code Accept}.
 *
 * @param contentType the header {@code Content-Type}, by which clients tell the forms apart
 * @param body the document
 */
public record DiscoveryDocument(String contentType, JsonObject body) {}
