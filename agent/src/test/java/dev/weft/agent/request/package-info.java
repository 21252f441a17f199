/** Tests of the judgement of requests. */
@NullMarked
package dev.weft.agent.request;

import org.jspecify.annotations.NullMarked;
