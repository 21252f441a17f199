/**
 * Whether the proxy can do its work. Start with {@link dev.weft.proxy.ready.Readiness}.
 *
 * <p>To be ready is more than to know enough: a connection goes the whole way that those of the
 * mesh go, with the workload's own SVID at both ends ({@link dev.weft.proxy.ready.DataPathProbe}).
 */
@NullMarked
package dev.weft.proxy.ready;

import org.jspecify.annotations.NullMarked;
