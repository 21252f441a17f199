/**
 * Runs when the agent is built, and is not in its jar: weaves the hooks into the classes of every
 * JDK that is found, so that the agent need not do it at each start, and packs its class files.
 *
 * <p>Starting point: {@link dev.weft.agent.prepare.PrepareClasses}.
 */
@NullMarked
package dev.weft.agent.prepare;

import org.jspecify.annotations.NullMarked;
