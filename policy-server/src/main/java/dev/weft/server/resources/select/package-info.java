/**
 * Which resources a list or a watch is about: selectors, limits and continuation.
 *
 * <p>Starting points: {@link dev.weft.server.resources.select.LabelSelector}, {@link
 * dev.weft.server.resources.select.FieldSelector}, {@link
 * dev.weft.server.resources.select.ContinueTokens}.
 */
@NullMarked
package dev.weft.server.resources.select;

import org.jspecify.annotations.NullMarked;
