/**
 * The resources people edit through {@code /apis}. Starting points: {@link
 * dev.weft.server.resources.ResourceApi} and {@link dev.weft.server.resources.ResourceKind}.
 */
@NullMarked
package dev.weft.server.resources;

import org.jspecify.annotations.NullMarked;
