/** What advice does to methods, beside what Byte Buddy makes of the same advice. */
@NullMarked
package dev.weft.agent.inline;

import org.jspecify.annotations.NullMarked;
