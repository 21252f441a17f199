/**
 * The data path over real descriptors: both ends of a connection in one process, a hostile wire
 * between them, and what may never happen however they are treated. Start with {@link
 * dev.weft.agent.tls.wire.HostileWireTest}; {@link dev.weft.agent.tls.wire.Rounds} says how a run
 * is repeated.
 */
@NullMarked
package dev.weft.agent.tls.wire;

import org.jspecify.annotations.NullMarked;
