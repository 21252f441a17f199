/**
 * The mesh in containers: the project's images, built from its container files on bases that are
 * made of this machine's own files, so that no registry is asked for anything.
 *
 * <p>Starting point: {@link dev.weft.it.containers.ContainersTest}.
 */
@NullMarked
package dev.weft.it.containers;

import org.jspecify.annotations.NullMarked;
