/** Tests of the proxy's program. */
@NullMarked
package dev.weft.proxy.program;

import org.jspecify.annotations.NullMarked;
