/**
 * Apache HttpClient 5, the classic one, which sends on the calling thread. Each request that goes
 * over the wire is followed by itself, redirects and second attempts too. Start at {@link
 * dev.weft.agent.http.apache5.Apache5Library}.
 */
@NullMarked
package dev.weft.agent.http.apache5;

import org.jspecify.annotations.NullMarked;
