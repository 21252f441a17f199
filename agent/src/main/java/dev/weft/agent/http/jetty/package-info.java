/**
 * Eclipse Jetty 12. A connection is claimed as its connector takes it, when connector, server and
 * every connection factory are Jetty's own; requests of HTTP/1.1 and HTTP/2, of every servlet
 * environment, are judged where all of them pass, as {@code Server.handle} begins, before any
 * handler, filter or servlet. What was let through ends with its stream. Start at {@link
 * dev.weft.agent.http.jetty.JettyLibrary}.
 */
@NullMarked
package dev.weft.agent.http.jetty;

import org.jspecify.annotations.NullMarked;
