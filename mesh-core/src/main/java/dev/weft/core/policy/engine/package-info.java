/**
 * Compilation of policies to checks, and their evaluation. Internal to {@code policy}: use {@link
 * dev.weft.core.policy.PolicyEngine}.
 *
 * <p>A rule matches when any of {@code from}, any of {@code to} and all of {@code when} match; a
 * source or operation matches when all its fields do; a field matches when any of its values and
 * none of its {@code not} values does.
 *
 * <p>Starting points: {@link dev.weft.core.policy.engine.PolicyCompiler}, {@link
 * dev.weft.core.policy.engine.PolicySet}.
 */
@NullMarked
package dev.weft.core.policy.engine;

import org.jspecify.annotations.NullMarked;
