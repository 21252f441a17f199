/**
 * People who prove who they are by a token of an OpenID provider (OpenID Connect Core 1.0).
 *
 * <p>Starting points: {@link dev.weft.server.access.oidc.OidcPeople} is asked who a token is,
 * {@link dev.weft.server.access.oidc.TokenVerifier} judges one, {@link
 * dev.weft.server.access.oidc.ProviderKeys} has the provider's keys.
 */
@NullMarked
package dev.weft.server.access.oidc;

import org.jspecify.annotations.NullMarked;
