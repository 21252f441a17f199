/**
 * reactor-netty's HTTP client, and with it Spring's WebClient: keeps what its subscriber worked
 * under with the request, for the codec to find ({@code dev.weft.agent.http.nettyclient}), and for
 * what is done with the answer. A request that never gets a connection is told of here. Start at
 * {@link dev.weft.agent.http.reactornetty.ReactorNettyLibrary}.
 */
@NullMarked
package dev.weft.agent.http.reactornetty;

import org.jspecify.annotations.NullMarked;
