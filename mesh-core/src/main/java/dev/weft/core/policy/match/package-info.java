/**
 * Matching of single values: text patterns, path templates, normalized paths. Nothing here
 * allocates while it matches.
 *
 * <p>Starting points: {@link dev.weft.core.policy.match.TextSet}, {@link
 * dev.weft.core.policy.match.PathNormalizer}.
 */
@NullMarked
package dev.weft.core.policy.match;

import org.jspecify.annotations.NullMarked;
