/**
 * The mesh as this process knows it, and what follows from it for its sockets: who is at an address
 * ({@link dev.weft.agent.mesh.AgentGate}), what a port demands and who may call it ({@link
 * dev.weft.enforcer.rules.Rulebook}), what listens here ({@link dev.weft.agent.mesh.Listeners}).
 * {@link dev.weft.agent.mesh.Mesh} puts it together; start there.
 */
@NullMarked
package dev.weft.agent.mesh;

import org.jspecify.annotations.NullMarked;
