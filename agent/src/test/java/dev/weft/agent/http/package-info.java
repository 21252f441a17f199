/** Tests of the weaving of server libraries, on real class files of theirs. */
@NullMarked
package dev.weft.agent.http;

import org.jspecify.annotations.NullMarked;
