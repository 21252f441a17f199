/**
 * Networking that does not go through the JDK's sockets, where the mesh cannot protect it. Netty's
 * native transports are switched off, so that programs fall back to the JDK's, as they do on a
 * platform without them; but for epoll's, where {@link dev.weft.agent.http.nettyepoll} has put the
 * mesh into it. Start at {@link dev.weft.agent.nativenet.NativeTransportWeaver}.
 */
@NullMarked
package dev.weft.agent.nativenet;

import org.jspecify.annotations.NullMarked;
