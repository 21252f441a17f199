/**
 * The credentials of people that the store keeps: API tokens and the admin token.
 *
 * <p>Starting points: {@link dev.weft.server.access.stored.StoredTokens}, {@link
 * dev.weft.server.access.stored.AdminToken}.
 */
@NullMarked
package dev.weft.server.access.stored;

import org.jspecify.annotations.NullMarked;
