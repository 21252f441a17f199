/**
 * Apache Tomcat 9 to 11. A connection is claimed as its endpoint takes it, when the protocol's
 * adapter is Catalina's own; requests of HTTP/1.1, HTTP/2 and AJP are judged where all of them
 * pass, as {@code CoyoteAdapter.service} begins, before any valve or filter. What was let through
 * ends with {@code service}, or with the last dispatch of an asynchronous request, or with its
 * connection. Start at {@link dev.weft.agent.http.tomcat.TomcatLibrary}.
 */
@NullMarked
package dev.weft.agent.http.tomcat;

import org.jspecify.annotations.NullMarked;
