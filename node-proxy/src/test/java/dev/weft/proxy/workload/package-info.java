/** Tests of the proxy's connections. */
@NullMarked
package dev.weft.proxy.workload;

import org.jspecify.annotations.NullMarked;
