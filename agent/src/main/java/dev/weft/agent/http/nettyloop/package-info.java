/**
 * Netty's event loops carry the trace contexts of those who give them work: tasks, listeners of
 * futures, and what a connection that opens begins with. Between two of these a loop's thread has
 * none. Start at {@link dev.weft.agent.http.nettyloop.NettyTaskLibrary}.
 */
@NullMarked
package dev.weft.agent.http.nettyloop;

import org.jspecify.annotations.NullMarked;
