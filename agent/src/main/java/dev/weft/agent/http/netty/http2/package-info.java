/**
 * Netty's HTTP/2 servers, and gRPC's on them: each stream is judged as its first HEADERS are handed
 * to the frame listener, which is what the application's handlers hang on. The listener hears of a
 * traced stream under its context, and its end is that of the answer, or the stream's. Start at
 * {@link dev.weft.agent.http.netty.http2.NettyHttp2Library}.
 */
@NullMarked
package dev.weft.agent.http.netty.http2;

import org.jspecify.annotations.NullMarked;
