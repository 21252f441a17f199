/**
 * The agent attached to programs that run already: what was open goes on, and what comes after is
 * in the mesh.
 *
 * <p>Starting point: {@link dev.weft.it.attach.AttachedServersTest}.
 */
@NullMarked
package dev.weft.it.attach;

import org.jspecify.annotations.NullMarked;
