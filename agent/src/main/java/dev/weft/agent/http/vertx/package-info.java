/**
 * Futures of Vert.x 4 and 5: what listens to one works under what its maker worked under, so that a
 * request of its HTTP clients belongs to whoever asked for it, however long it waited for a
 * connection. The requests themselves are seen where they are encoded ({@code
 * dev.weft.agent.http.nettyclient}); those that never get a connection, in the clients. Start at
 * {@link dev.weft.agent.http.vertx.VertxLibraries}.
 */
@NullMarked
package dev.weft.agent.http.vertx;

import org.jspecify.annotations.NullMarked;
