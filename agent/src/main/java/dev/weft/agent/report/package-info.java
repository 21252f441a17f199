/**
 * What the agent tells about itself: a small log in a file of its own, its faults, and what it
 * could not protect. Nothing here throws into the application or prints anything.
 *
 * <p>Starting points: {@link dev.weft.agent.report.AgentLog}, {@link dev.weft.agent.report.Faults},
 * {@link dev.weft.agent.report.Unprotected}.
 */
@NullMarked
package dev.weft.agent.report;

import org.jspecify.annotations.NullMarked;
