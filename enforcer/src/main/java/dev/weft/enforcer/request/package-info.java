/**
 * Judges the requests that woven server libraries show: tokens, rules, and the headers that nobody
 * outside may write. Knows no library. Start at {@link dev.weft.enforcer.request.RequestJudge}.
 */
@NullMarked
package dev.weft.enforcer.request;

import org.jspecify.annotations.NullMarked;
