/**
 * Apache HttpAsyncClient 4.1, its minimal client too. Each request that goes over the wire is
 * followed by itself: redirects and authentications too, under what the program worked under when
 * it sent the first. Start at {@link dev.weft.agent.http.apache4async.Apache4AsyncLibrary}.
 */
@NullMarked
package dev.weft.agent.http.apache4async;

import org.jspecify.annotations.NullMarked;
