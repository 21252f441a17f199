/**
 * Undertow 2, on XNIO's channels. A connection is claimed as its listener opens it; requests of
 * HTTP/1.1, HTTP/2 and AJP are judged where all of them pass, as {@code
 * Connectors.executeRootHandler} begins, before any handler of the application, filter or servlet.
 * What was let through ends when its exchange is complete, or with its connection. Start at {@link
 * dev.weft.agent.http.undertow.UndertowLibrary}.
 */
@NullMarked
package dev.weft.agent.http.undertow;

import org.jspecify.annotations.NullMarked;
