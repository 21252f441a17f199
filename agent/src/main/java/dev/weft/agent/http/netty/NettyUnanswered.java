package dev.weft.agent.http.netty;

import dev.weft.bootstrap.http.Verdict;

/**
 * A traced request whose answer is not complete.
 *
 * @param number how many requests of its connection had passed with it
 * @param verdict what it passed with
 */
public record NettyUnanswered(long number, Verdict verdict) {}
