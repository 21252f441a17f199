/**
 * Apache HttpClient 5's minimal clients, classic and asynchronous, which have no chain of
 * executors: a request has one span, whoever executes it. The request is the program's own object,
 * to which these clients add headers themselves. Start at {@link
 * dev.weft.agent.http.apache5minimal.Apache5MinimalLibraries}.
 */
@NullMarked
package dev.weft.agent.http.apache5minimal;

import org.jspecify.annotations.NullMarked;
