/**
 * grpc-java's servers, on whatever transport: service methods, and all that is called back for a
 * call, run under the context that its transport began it with. The spans themselves are the
 * transport's ({@code dev.weft.agent.http.netty.http2}). Start at {@link
 * dev.weft.agent.http.grpc.GrpcLibrary}.
 */
@NullMarked
package dev.weft.agent.http.grpc;

import org.jspecify.annotations.NullMarked;
