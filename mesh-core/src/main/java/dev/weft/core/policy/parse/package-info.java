/**
 * Reading and writing of policy resources. Internal to {@code policy}: use the {@code parse} and
 * {@code toJson} methods of the resources.
 *
 * <p>Starting points: {@link dev.weft.core.policy.parse.Fields}, which every reader uses and which
 * reports whatever no reader asked for; {@link
 * dev.weft.core.policy.parse.AuthorizationPolicyReader}.
 */
@NullMarked
package dev.weft.core.policy.parse;

import org.jspecify.annotations.NullMarked;
