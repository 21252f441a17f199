/**
 * The forms in which resources are answered besides their own: tables, and metadata alone.
 *
 * <p>Starting points: {@link dev.weft.server.resources.table.Accept} says which form is wanted;
 * {@link dev.weft.server.resources.table.Tables} and {@link
 * dev.weft.server.resources.table.PartialMetadata} make it.
 */
@NullMarked
package dev.weft.server.resources.table;

import org.jspecify.annotations.NullMarked;
