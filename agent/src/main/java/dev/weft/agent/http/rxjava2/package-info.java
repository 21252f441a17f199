/**
 * RxJava 2: what comes of a subscription works under what its subscriber worked under, whoever
 * makes the source tell. Sources are wrapped where a subscription reaches them, and what many
 * subscribe to; other steps are not, for they are told by their sources. Start at {@link
 * dev.weft.agent.http.rxjava2.RxJava2Library}.
 */
@NullMarked
package dev.weft.agent.http.rxjava2;

import org.jspecify.annotations.NullMarked;
