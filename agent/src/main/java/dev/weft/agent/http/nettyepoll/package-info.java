/**
 * Netty's epoll transport in the mesh: its descriptors hand every byte of a TCP socket to the mesh,
 * and its event loops wait for what a connection needs. UNIX and datagram sockets are left alone.
 * Start at {@link dev.weft.agent.http.nettyepoll.NettyEpollLibraries}.
 */
@NullMarked
package dev.weft.agent.http.nettyepoll;

import org.jspecify.annotations.NullMarked;
