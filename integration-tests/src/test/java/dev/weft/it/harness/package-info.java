/**
 * What the whole-system tests stand on: JVMs of their own, the policy server as a process, a relay
 * that records the wire, a workload and a CA that can be wrong on purpose. Every wait has a bound.
 *
 * <p>Starting points: {@link dev.weft.it.harness.JvmProcess}, {@link
 * dev.weft.it.harness.RecordingRelay}.
 */
@NullMarked
package dev.weft.it.harness;

import org.jspecify.annotations.NullMarked;
