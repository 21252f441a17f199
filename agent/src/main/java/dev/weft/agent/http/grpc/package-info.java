/**
 * grpc-java's servers, on whatever transport: service methods, and all that is called back for a
 * call, run under the context that its transport began it with. The spans themselves are the
 * transport's ({@code dev.weft.agent.http.netty.http2}, {@link
 * dev.weft.agent.http.grpc.OkHttpStreams}). Start at {@link dev.weft.agent.http.grpc.GrpcLibrary}.
 *
 * <p>And grpc-java's own server on OkHttp's codec, which answers on blocking sockets: each stream
 * is judged as its headers have been read, before gRPC looks for the method. gRPC on Netty is
 * judged in Netty. Start at {@link dev.weft.agent.http.grpc.OkHttpLibrary}.
 */
@NullMarked
package dev.weft.agent.http.grpc;

import org.jspecify.annotations.NullMarked;
