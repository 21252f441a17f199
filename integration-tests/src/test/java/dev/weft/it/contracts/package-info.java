/**
 * The promises of the JDK's sockets, kept by connections of the mesh, over good and bad wires.
 *
 * <p>Starting points: {@code SocketContractsTest}, {@code HostileWireTest}.
 */
@NullMarked
package dev.weft.it.contracts;

import org.jspecify.annotations.NullMarked;
