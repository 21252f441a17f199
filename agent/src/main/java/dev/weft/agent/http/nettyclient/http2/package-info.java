/**
 * Requests that are sent by Netty's codec for HTTP/2: each stream that a client opens, from its
 * first HEADERS to those of its answer, or to its end without any. A gRPC call of grpc-java is
 * followed by itself ({@code dev.weft.agent.http.grpcclient}) and only told its connection here.
 * Start at {@link dev.weft.agent.http.nettyclient.http2.NettyStreamLibrary}.
 */
@NullMarked
package dev.weft.agent.http.nettyclient.http2;

import org.jspecify.annotations.NullMarked;
