/**
 * The rewriting of the JDK's socket classes: which methods ({@link dev.weft.agent.jdk.HookTable}),
 * what is woven into them (the advice classes, one per JDK class), and how ({@link
 * dev.weft.agent.jdk.HookWeaver}). Start at the table.
 *
 * <p>The bodies of advice methods are copied into {@code java.base}: they may name only the JDK and
 * {@code dev.weft.bootstrap}, must not use lambdas, and do nothing but call a hook.
 */
@NullMarked
package dev.weft.agent.jdk;

import org.jspecify.annotations.NullMarked;
