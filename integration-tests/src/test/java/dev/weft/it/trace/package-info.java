/**
 * What a collector is told of the requests of unmodified programs, and what goes over the wire for
 * it.
 */
@NullMarked
package dev.weft.it.trace;

import org.jspecify.annotations.NullMarked;
