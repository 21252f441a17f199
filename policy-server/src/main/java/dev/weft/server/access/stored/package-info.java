/**
 * The credentials of people that the store keeps: API tokens.
 *
 * <p>Starting point: {@link dev.weft.server.access.stored.StoredTokens}.
 */
@NullMarked
package dev.weft.server.access.stored;

import org.jspecify.annotations.NullMarked;
