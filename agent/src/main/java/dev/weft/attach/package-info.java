/**
 * The command {@code java -jar weft-agent.jar attach}, which runs in a JVM of its own and has the
 * agent loaded in another. It uses the JDK alone. Nothing of it is used in an application's JVM.
 *
 * <p>Starting point: {@link dev.weft.attach.AttachCommand}.
 */
@NullMarked
package dev.weft.attach;

import org.jspecify.annotations.NullMarked;
