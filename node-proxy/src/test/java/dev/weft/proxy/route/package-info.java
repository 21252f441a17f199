/** Tests of the proxy's routes. */
@NullMarked
package dev.weft.proxy.route;

import org.jspecify.annotations.NullMarked;
