/** Tests of tracing. Starting point: {@code TracerTest}. */
@NullMarked
package dev.weft.agent.trace;

import org.jspecify.annotations.NullMarked;
