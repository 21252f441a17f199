/**
 * Bytes from one connection to another: back-pressure, half-closed streams, and ends that are told
 * apart from cuts.
 *
 * <p>Starting point: {@link dev.weft.proxy.relay.RelayEnd}.
 */
@NullMarked
package dev.weft.proxy.relay;

import org.jspecify.annotations.NullMarked;
