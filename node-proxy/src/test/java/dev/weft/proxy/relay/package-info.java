/** Tests of the relay. */
@NullMarked
package dev.weft.proxy.relay;

import org.jspecify.annotations.NullMarked;
