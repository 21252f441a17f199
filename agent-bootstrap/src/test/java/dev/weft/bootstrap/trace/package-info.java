/** Tests of trace contexts and how they come from one thread to another. */
@NullMarked
package dev.weft.bootstrap.trace;

import org.jspecify.annotations.NullMarked;
