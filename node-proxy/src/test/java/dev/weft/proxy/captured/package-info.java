/** Tests of what is captured. */
@NullMarked
package dev.weft.proxy.captured;

import org.jspecify.annotations.NullMarked;
