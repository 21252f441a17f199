/** Tests of the proxy's program. */
@NullMarked
package dev.weft.proxy.detect;

import org.jspecify.annotations.NullMarked;
