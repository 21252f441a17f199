/** Tests of the judgement of requests. */
@NullMarked
package dev.weft.enforcer.request;

import org.jspecify.annotations.NullMarked;
