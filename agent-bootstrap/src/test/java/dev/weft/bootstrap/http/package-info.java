/** Tests of what woven HTTP libraries call. */
@NullMarked
package dev.weft.bootstrap.http;

import org.jspecify.annotations.NullMarked;
