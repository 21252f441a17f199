/** Tests of the proxy's connections. */
@NullMarked
package dev.weft.proxy.net;

import org.jspecify.annotations.NullMarked;
