/**
 * OkHttp 3.10 and later, 4 and 5. Each request that goes over the wire is followed by itself:
 * inside of redirects, second attempts and the cache, and after the program's own interceptors.
 * Start at {@link dev.weft.agent.http.okhttp.OkHttpLibraries}.
 */
@NullMarked
package dev.weft.agent.http.okhttp;

import org.jspecify.annotations.NullMarked;
