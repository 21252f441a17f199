/** Tests of tokens; starting point: {@link dev.weft.core.token.TestIssuer}. */
@NullMarked
package dev.weft.core.token;

import org.jspecify.annotations.NullMarked;
