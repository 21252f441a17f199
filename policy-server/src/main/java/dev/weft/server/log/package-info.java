/** How log lines are written. Starting point: {@link dev.weft.server.log.LogFormat}. */
@NullMarked
package dev.weft.server.log;

import org.jspecify.annotations.NullMarked;
