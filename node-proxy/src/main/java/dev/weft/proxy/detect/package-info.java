/**
 * What is spoken on a connection of which nobody has said it.
 *
 * <p>Starting point: {@link dev.weft.proxy.detect.Detection}.
 */
@NullMarked
package dev.weft.proxy.detect;

import org.jspecify.annotations.NullMarked;
