/**
 * Compilation of RequestAuthentications to checks, and their evaluation. Internal to {@code
 * policy}: use {@link dev.weft.core.policy.RequestAuthentications}.
 *
 * <p>Starting points: {@link dev.weft.core.policy.authn.JwtChecks}, {@link
 * dev.weft.core.policy.authn.JwtCheck}.
 */
@NullMarked
package dev.weft.core.policy.authn;

import org.jspecify.annotations.NullMarked;
