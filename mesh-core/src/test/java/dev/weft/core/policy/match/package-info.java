/** Tests of the matching of single values. */
@NullMarked
package dev.weft.core.policy.match;

import org.jspecify.annotations.NullMarked;
