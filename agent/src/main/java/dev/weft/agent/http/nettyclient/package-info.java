/**
 * Requests that are sent by Netty's codec for HTTP/1.1, and so by what is built on it. A request is
 * followed from the encoder, where its head becomes bytes, to the decoder, where its answer's head
 * has been read; the message itself is left as the program made it. Start at {@link
 * dev.weft.agent.http.nettyclient.NettyClientLibrary}.
 */
@NullMarked
package dev.weft.agent.http.nettyclient;

import org.jspecify.annotations.NullMarked;
