/**
 * How connections that have been let in reach a workload's program, by what it speaks.
 *
 * <p>Starting point: {@link dev.weft.proxy.program.Programs}.
 */
@NullMarked
package dev.weft.proxy.program;

import org.jspecify.annotations.NullMarked;
