/**
 * Sockets that a library opens by native code of its own: Netty's epoll transport. What its woven
 * classes call, and what they are woven to be. Beneath, a connection is the same {@link
 * dev.weft.bootstrap.MeshSocket} as one of the JDK's, on a descriptor of the same number. Start at
 * {@link dev.weft.bootstrap.nativenet.NativeSockets}.
 */
@NullMarked
package dev.weft.bootstrap.nativenet;

import org.jspecify.annotations.NullMarked;
