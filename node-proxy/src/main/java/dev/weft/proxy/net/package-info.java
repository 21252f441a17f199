/**
 * Netty, as this program uses it: which transport, which options, how many connections.
 *
 * <p>Starting point: {@link dev.weft.proxy.net.Transport}.
 */
@NullMarked
package dev.weft.proxy.net;

import org.jspecify.annotations.NullMarked;
