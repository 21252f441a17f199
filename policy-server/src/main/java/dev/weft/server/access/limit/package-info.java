/**
 * How much one person, or one address, may ask for. Starting point: {@link
 * dev.weft.server.access.limit.RateLimiter}.
 */
@NullMarked
package dev.weft.server.access.limit;

import org.jspecify.annotations.NullMarked;
