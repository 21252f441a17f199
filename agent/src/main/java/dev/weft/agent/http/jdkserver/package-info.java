/**
 * The JDK's {@code com.sun.net.httpserver}. A request is judged when its exchange is made, which is
 * before its context's filters and before a client that waits for it is told to continue; a refused
 * one is answered where the first filter chain would begin. What was let through ends as the server
 * is told that its answer is written, or with its connection. Start at {@link
 * dev.weft.agent.http.jdkserver.JdkServerLibrary}.
 */
@NullMarked
package dev.weft.agent.http.jdkserver;

import org.jspecify.annotations.NullMarked;
