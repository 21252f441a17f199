/**
 * One unary call of gRPC on a connection of its own, over HTTP/2 (RFC 9113). HPACK is a library's;
 * what a single stream needs of the frames is here.
 *
 * <p>Starting point: {@link dev.weft.enforcer.trace.grpc.UnaryCall}.
 */
@NullMarked
package dev.weft.enforcer.trace.grpc;

import org.jspecify.annotations.NullMarked;
