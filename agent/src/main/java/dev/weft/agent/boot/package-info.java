/**
 * How the few types that rewritten JDK classes call get into the boot loader, and what the agent
 * asks of the JDK's encapsulation for it.
 *
 * <p>Starting point: {@link dev.weft.agent.boot.BootstrapInjector}.
 */
@NullMarked
package dev.weft.agent.boot;

import org.jspecify.annotations.NullMarked;
