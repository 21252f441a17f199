/**
 * What woven HTTP server libraries call: {@link dev.weft.bootstrap.http.ServerRequests} to say that
 * a connection carries requests, to have each of them judged, and to tell its course, {@link
 * dev.weft.bootstrap.http.RequestView} to show a request as the library's own parser read it, and
 * the marks that are woven into the library's classes ({@link dev.weft.bootstrap.http.Linked},
 * {@link dev.weft.bootstrap.http.Guarded}, {@link dev.weft.bootstrap.http.Judged}).
 */
@NullMarked
package dev.weft.bootstrap.http;

import org.jspecify.annotations.NullMarked;
