/**
 * Programs that others wrote, as they are released, in the mesh: servers and their clients, each in
 * a network namespace of its own on one bridge, on which all that passes is recorded. With the
 * agent every connection between them is TLS from its first byte to its last; without it, what the
 * programs say can be read. And clients whose servers are outside of the mesh.
 *
 * <p>Starting points: {@link dev.weft.it.realprograms.RealProgramsTest} (what must hold), {@link
 * dev.weft.it.realprograms.ArtemisScenario} (what one program does). Their class paths are modules
 * of {@code integration-tests/programs}.
 */
@NullMarked
package dev.weft.it.realprograms;

import org.jspecify.annotations.NullMarked;
