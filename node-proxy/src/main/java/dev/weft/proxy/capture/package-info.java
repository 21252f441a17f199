/**
 * The ports that programs and peers connect to, one class for each way of saying where to.
 *
 * <p>Starting points: {@link dev.weft.proxy.capture.Listeners}, {@link
 * dev.weft.proxy.capture.OutboundPath}.
 */
@NullMarked
package dev.weft.proxy.capture;

import org.jspecify.annotations.NullMarked;
