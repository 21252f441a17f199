/**
 * Small ordinary programs, each a server or a client on one stack, that the tests run in JVMs of
 * their own, with and without the agent. They know nothing of the mesh.
 *
 * <p>A server takes {@code PORT} (0: any), prints {@code listening PORT} and ends when its standard
 * input does. A client takes {@code PORT MARKER}, exchanges messages full of the marker with the
 * echo server on that port of 127.0.0.1, checks that they came back unharmed, prints one {@code
 * result} line that is the same in every run, and ends.
 *
 * <p>Starting points: {@link dev.weft.it.programs.Rounds} (what every client does), {@link
 * dev.weft.it.programs.Serving} (what every server does).
 */
@NullMarked
package dev.weft.it.programs;

import org.jspecify.annotations.NullMarked;
