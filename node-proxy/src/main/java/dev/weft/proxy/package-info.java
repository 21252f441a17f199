/**
 * The node proxy: the mesh for programs that are no JVMs. A program's connections are captured, go
 * out in mutual TLS where the mesh is, and what comes in for it is checked before it gets there.
 *
 * <p>Starting points: {@link dev.weft.proxy.NodeProxy}; {@code capture} for the ports, {@code link}
 * for the mesh's TLS, {@code settings} for what can be set.
 */
@NullMarked
package dev.weft.proxy;

import org.jspecify.annotations.NullMarked;
