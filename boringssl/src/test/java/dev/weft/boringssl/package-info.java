/** Tests of the engine: by itself, and against the JDK's. */
@NullMarked
package dev.weft.boringssl;

import org.jspecify.annotations.NullMarked;
