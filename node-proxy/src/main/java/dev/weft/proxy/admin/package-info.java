/**
 * Pages for whoever looks after the proxy, on a loopback port.
 *
 * <p>Starting point: {@link dev.weft.proxy.admin.AdminPages}.
 */
@NullMarked
package dev.weft.proxy.admin;

import org.jspecify.annotations.NullMarked;
