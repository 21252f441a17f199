/**
 * Eclipse Jetty 9.4 to 11, whose types have the names of Jetty 12's and other members. A connection
 * is claimed as its connector takes it, when connector, server and every connection factory are
 * Jetty's own. A request's head is kept as the parser gives it to the channel, before the server's
 * customizers change it, and judged where all requests pass, as {@code Server.handle} begins,
 * before any handler, filter or servlet. What was let through ends as its channel is done with it.
 * Nothing here names a type of the servlet API, so that it fits releases with {@code javax} and
 * with {@code jakarta}. Start at {@link dev.weft.agent.http.jetty9.Jetty9Requests}; what Jetty 10
 * and 11 have otherwise is in {@code dev.weft.agent.http.jetty10}.
 */
@NullMarked
package dev.weft.agent.http.jetty9;

import org.jspecify.annotations.NullMarked;
