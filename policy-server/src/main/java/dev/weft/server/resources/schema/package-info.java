/**
 * What clients are told of the kinds of resource: names, verbs, columns, structural schemas, and
 * the OpenAPI documents made from them.
 *
 * <p>Starting points: {@link dev.weft.server.resources.schema.Kinds}, {@link
 * dev.weft.server.resources.schema.KindInfo}, {@link dev.weft.server.resources.schema.OpenApiV3}.
 */
@NullMarked
package dev.weft.server.resources.schema;

import org.jspecify.annotations.NullMarked;
