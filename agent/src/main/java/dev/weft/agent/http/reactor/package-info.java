/**
 * Reactor: what comes of a subscription works under what its subscriber worked under, whoever makes
 * the source tell. Subscribers are wrapped where a subscription reaches a source whose threads
 * belong to others, or what many subscribe to; what is between is told by these. Start at {@link
 * dev.weft.agent.http.reactor.ReactorLibraries}.
 */
@NullMarked
package dev.weft.agent.http.reactor;

import org.jspecify.annotations.NullMarked;
