/**
 * Threads of the agent.
 *
 * <p>Starting point: {@link dev.weft.agent.thread.AgentThreads}.
 */
@NullMarked
package dev.weft.agent.thread;

import org.jspecify.annotations.NullMarked;
