/**
 * Vert.x's HTTP server, and with it Quarkus: its pipelines read the first bytes to see whether
 * HTTP/1.1 or HTTP/2 begins, and add a codec of Netty's after that, in which requests are judged
 * ({@code dev.weft.agent.http.netty}). The connection is claimed as the handler that looks is
 * added. Start at {@link dev.weft.agent.http.vertxserver.VertxServerLibrary}.
 */
@NullMarked
package dev.weft.agent.http.vertxserver;

import org.jspecify.annotations.NullMarked;
