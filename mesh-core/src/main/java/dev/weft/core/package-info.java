/**
 * What agent, node proxy and policy server share. It runs inside other people's JVMs: no logging
 * framework, no thread of its own, nothing beside jackson-core.
 *
 * <p>Starting points: {@link dev.weft.core.identity.SpiffeId} (who), {@code policy} (may they),
 * {@code directory} (where), {@code control} (the policy server's client).
 */
@NullMarked
package dev.weft.core;

import org.jspecify.annotations.NullMarked;
