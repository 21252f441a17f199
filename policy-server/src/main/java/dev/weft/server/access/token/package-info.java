/**
 * API tokens for people and their programs. The server keeps the hash of a token's secret and never
 * the secret.
 *
 * <p>Starting points: {@link dev.weft.server.access.token.ApiTokenString} is a token as its holder
 * has it, {@link dev.weft.server.access.token.ApiTokenSpec} what a person asks for, {@link
 * dev.weft.server.access.token.ApiTokenPeople} who a token is.
 */
@NullMarked
package dev.weft.server.access.token;

import org.jspecify.annotations.NullMarked;
