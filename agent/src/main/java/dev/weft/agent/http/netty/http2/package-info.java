/**
 * Netty's HTTP/2 servers, and gRPC's on them: each stream is judged as its first HEADERS are handed
 * to the frame listener, which is what the application's handlers hang on. Start at {@link
 * dev.weft.agent.http.netty.http2.NettyHttp2Library}.
 */
@NullMarked
package dev.weft.agent.http.netty.http2;

import org.jspecify.annotations.NullMarked;
