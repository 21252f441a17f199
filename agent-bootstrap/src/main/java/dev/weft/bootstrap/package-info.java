/**
 * The few types that rewritten JDK classes call. They are defined in the boot loader, without
 * verification of their byte code and before the application's first class, so they use nothing but
 * {@code java.base} and each other; a test walks their byte code to keep it so.
 *
 * <p>Starting point: {@link dev.weft.bootstrap.AgentThread}.
 */
@NullMarked
package dev.weft.bootstrap;

import org.jspecify.annotations.NullMarked;
