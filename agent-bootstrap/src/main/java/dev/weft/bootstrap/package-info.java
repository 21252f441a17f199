/**
 * The few types that rewritten JDK classes call. They are defined into the boot loader, so they may
 * use nothing but the JDK; everything else of the agent lives behind its own class loader and is
 * reached through the abstract types here.
 *
 * <p>Starting points: {@link dev.weft.bootstrap.SocketHooks}, which the rewritten socket code
 * calls, and {@link dev.weft.bootstrap.MeshSocket}, what hangs on a meshed socket's descriptor.
 */
@NullMarked
package dev.weft.bootstrap;

import org.jspecify.annotations.NullMarked;
