/**
 * Mutual TLS by BoringSSL, for who wants it in place of the JDK's: a third of the CPU time for a
 * handshake, and half of it for large records. The library comes with Netty's {@code tcnative}; the
 * engine here is the project's own, since Netty's cannot go on sending once the peer has said its
 * end.
 *
 * <p>Starting points: {@link dev.weft.boringssl.BoringSslEngines}, {@link
 * dev.weft.boringssl.BoringSslEngine}.
 */
@NullMarked
package dev.weft.boringssl;

import org.jspecify.annotations.NullMarked;
