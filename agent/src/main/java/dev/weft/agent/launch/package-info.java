/**
 * All that the application's class loader can see of the agent: the door, the class loader behind
 * it, and what that reads the agent's jar with. Nothing else may be added here without need,
 * because it shares the application's class path.
 *
 * <p>Starting point: {@link dev.weft.agent.launch.WeftAgent}.
 */
@NullMarked
package dev.weft.agent.launch;

import org.jspecify.annotations.NullMarked;
