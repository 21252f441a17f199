/**
 * Apache HttpClient 5, the asynchronous one, HTTP/1.1 and HTTP/2. Each request that goes over the
 * wire is followed by itself: redirects, authentications and second attempts too, under what the
 * program worked under when it sent the first. Start at {@link
 * dev.weft.agent.http.apache5async.Apache5AsyncLibrary}.
 */
@NullMarked
package dev.weft.agent.http.apache5async;

import org.jspecify.annotations.NullMarked;
