/**
 * The agent: what runs behind the agent's own class loader, invisible to the application.
 *
 * <p>Starting point: {@link dev.weft.agent.AgentMain}.
 */
@NullMarked
package dev.weft.agent;

import org.jspecify.annotations.NullMarked;
