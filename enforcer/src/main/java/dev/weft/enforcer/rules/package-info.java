/**
 * The rules in force for one workload, and what they say of a connection: who may come in, and what
 * is at an address that it connects to.
 *
 * <p>Starting point: {@link dev.weft.enforcer.rules.WorkloadRules}.
 */
@NullMarked
package dev.weft.enforcer.rules;

import org.jspecify.annotations.NullMarked;
