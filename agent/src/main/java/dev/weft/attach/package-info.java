/**
 * The commands {@code java -jar weft-agent.jar attach} and {@code detach}, which run in a JVM of
 * their own and have the agent loaded in another, or taken out of it. It uses the JDK alone.
 * Nothing of it is used in an application's JVM.
 *
 * <p>Starting point: {@link dev.weft.attach.AttachCommand}.
 */
@NullMarked
package dev.weft.attach;

import org.jspecify.annotations.NullMarked;
