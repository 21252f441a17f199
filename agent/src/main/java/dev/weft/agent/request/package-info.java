/**
 * Judges the requests that woven server libraries show: tokens, rules, and the headers that nobody
 * outside may write. Knows no library. Start at {@link dev.weft.agent.request.RequestJudge}.
 */
@NullMarked
package dev.weft.agent.request;

import org.jspecify.annotations.NullMarked;
