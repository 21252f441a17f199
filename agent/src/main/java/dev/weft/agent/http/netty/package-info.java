/**
 * Netty's HTTP/1.1 servers, 4.1 and 4.2, and with them what is built on Netty: requests are judged
 * as the decoder hands them out, beneath every handler of the application, and denials are written
 * beneath them too, in their turn among the answers. A connection is claimed as the codec is added
 * to its pipeline; a pipeline that looks at bytes before it adds one is judged as a whole until
 * then. The pipeline gets the messages of a request under its context, and its end is the last
 * content of its answer, or its connection's. Start at {@link
 * dev.weft.agent.http.netty.NettyLibrary}; HTTP/2 is in {@code dev.weft.agent.http.netty.http2}.
 */
@NullMarked
package dev.weft.agent.http.netty;

import org.jspecify.annotations.NullMarked;
