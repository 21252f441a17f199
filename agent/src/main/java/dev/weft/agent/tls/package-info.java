/**
 * Mutual TLS beneath a socket: the state machine that stands between an application's reads and
 * writes and the descriptor.
 *
 * <p>A connection first <em>opens</em> ({@link dev.weft.agent.tls.Opening}: look at the first
 * bytes, shake hands, admit the peer) and then <em>streams</em> ({@link
 * dev.weft.agent.tls.TlsReader}, {@link dev.weft.agent.tls.TlsWriter}). {@link
 * dev.weft.agent.tls.TlsSocket} is the whole of it as the rewritten JDK classes see it; start
 * there. What the application does before it is open is {@link dev.weft.agent.tls.Early}'s; how it
 * ends, {@link dev.weft.agent.tls.Ending}'s and {@link dev.weft.agent.tls.EndByAgent}'s. Lock
 * order: opening, then reader, then writer.
 */
@NullMarked
package dev.weft.agent.tls;

import org.jspecify.annotations.NullMarked;
