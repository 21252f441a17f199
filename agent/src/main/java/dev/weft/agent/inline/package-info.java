/**
 * Puts advice into methods of class files, as Byte Buddy's {@code Advice} does, for that part of
 * its annotations that Weft's advice uses. At a program's start it takes a tenth of the time,
 * because it loads a few dozen classes and not more than a thousand.
 *
 * <p>Starting point: {@link dev.weft.agent.inline.ClassInliner}. What happens to one method is told
 * at {@link dev.weft.agent.inline.WovenMethod}.
 */
@NullMarked
package dev.weft.agent.inline;

import org.jspecify.annotations.NullMarked;
