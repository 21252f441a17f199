/** Tests of the agent's part in the mesh, as far as they need no process of their own. */
@NullMarked
package dev.weft.agent.mesh;

import org.jspecify.annotations.NullMarked;
