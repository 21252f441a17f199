/**
 * Join tokens, with which a workload buys its first identity. Starting point: {@link
 * dev.weft.server.tokens.JoinTokens}.
 */
@NullMarked
package dev.weft.server.tokens;

import org.jspecify.annotations.NullMarked;
