/**
 * What stands between a client's bytes and the HTTP server: deadlines for a client that says half
 * of something, and one reading for what could be read in two ways. Start at {@link
 * dev.weft.server.http.connection.ConnectionGuard}.
 */
@NullMarked
package dev.weft.server.http.connection;

import org.jspecify.annotations.NullMarked;
