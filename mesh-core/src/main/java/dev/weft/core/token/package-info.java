/**
 * JSON Web Tokens: reading and checking them (RFC 7515, 7519), the keys that check them (RFC 7517),
 * and where the keys come from. Nothing here knows of policies, and nothing here has threads of its
 * own.
 *
 * <p>Starting points: {@link dev.weft.core.token.Jwt#parse} and {@link
 * dev.weft.core.token.JwtVerifier} to check a token, {@link dev.weft.core.token.RemoteKeySources}
 * for keys by URL with a cache, fetched by {@link dev.weft.core.token.HttpKeyFetcher}.
 */
@NullMarked
package dev.weft.core.token;

import org.jspecify.annotations.NullMarked;
