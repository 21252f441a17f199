/**
 * Calls of grpc-java's clients, over whatever transport: one span for each that the program makes,
 * attempts and all, under what it worked under then. Over Netty the call is known to the codec by
 * its headers, which names the peer and makes no second span. Start at {@link
 * dev.weft.agent.http.grpcclient.GrpcClientLibrary}.
 */
@NullMarked
package dev.weft.agent.http.grpcclient;

import org.jspecify.annotations.NullMarked;
