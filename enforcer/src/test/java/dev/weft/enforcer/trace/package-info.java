/** Tests of tracing. Starting point: {@code TracerTest}. */
@NullMarked
package dev.weft.enforcer.trace;

import org.jspecify.annotations.NullMarked;
