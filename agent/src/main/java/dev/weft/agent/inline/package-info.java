/**
 * Puts advice into methods of class files, as Byte Buddy's {@code Advice} does, for that part of
 * its annotations that Weft's advice uses. A program's start waits for it, so it loads a few dozen
 * classes where that loads more than a thousand.
 *
 * <p>Starting point: {@link dev.weft.agent.inline.ClassInliner}. What happens to one method is told
 * at {@link dev.weft.agent.inline.WovenMethod}.
 */
@NullMarked
package dev.weft.agent.inline;

import org.jspecify.annotations.NullMarked;
