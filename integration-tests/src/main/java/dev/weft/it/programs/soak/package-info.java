/**
 * A server and a client that run for long: connections that come and go, that carry much, and that
 * idle; and what a process takes up meanwhile.
 *
 * <p>Starting point: {@link dev.weft.it.programs.soak.SoakClient}.
 */
@NullMarked
package dev.weft.it.programs.soak;

import org.jspecify.annotations.NullMarked;
