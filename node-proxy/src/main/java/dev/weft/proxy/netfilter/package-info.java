/**
 * The kernel's rules that divert connections to the proxy: what they are, and how they get there
 * and away.
 *
 * <p>Starting point: {@link dev.weft.proxy.netfilter.CaptureRules}.
 */
@NullMarked
package dev.weft.proxy.netfilter;

import org.jspecify.annotations.NullMarked;
