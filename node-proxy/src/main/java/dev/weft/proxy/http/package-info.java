/**
 * HTTP through the proxy: each request is parsed once, judged, and written anew from what was
 * parsed, so that whoever comes next cannot read it otherwise. HTTP/1.1 connections and HTTP/2
 * streams look the same from {@link dev.weft.proxy.http.ClientSide} on.
 *
 * <p>Starting points: {@link dev.weft.proxy.http.ClientSide}, {@link dev.weft.proxy.http.Exchange};
 * {@link dev.weft.proxy.http.Passage} for what is decided of a request.
 */
@NullMarked
package dev.weft.proxy.http;

import org.jspecify.annotations.NullMarked;
