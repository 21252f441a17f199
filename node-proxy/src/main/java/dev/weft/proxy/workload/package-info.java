/**
 * A workload that the proxy serves: its identity and rules, as the policy server gives them.
 *
 * <p>Starting point: {@link dev.weft.proxy.workload.Workload}.
 */
@NullMarked
package dev.weft.proxy.workload;

import org.jspecify.annotations.NullMarked;
