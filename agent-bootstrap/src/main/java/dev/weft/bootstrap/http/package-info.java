/**
 * What woven HTTP libraries call. Servers: {@link dev.weft.bootstrap.http.ServerRequests} to say
 * that a connection carries requests, to have each of them judged, and to tell its course, {@link
 * dev.weft.bootstrap.http.RequestView} to show a request as the library's own parser read it.
 * Clients: {@link dev.weft.bootstrap.http.ClientRequests} to have a request followed, {@link
 * dev.weft.bootstrap.http.ClientView} to show it before it is sent. And the marks that are woven
 * into the libraries' classes ({@link dev.weft.bootstrap.http.Linked}, {@link
 * dev.weft.bootstrap.http.Guarded}, {@link dev.weft.bootstrap.http.Judged}, {@link
 * dev.weft.bootstrap.http.Keeping}).
 */
@NullMarked
package dev.weft.bootstrap.http;

import org.jspecify.annotations.NullMarked;
