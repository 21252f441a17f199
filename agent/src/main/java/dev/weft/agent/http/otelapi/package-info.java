/**
 * OpenTelemetry's API in the program itself: its current context and Weft's are one. A span that
 * the program starts is a child of the request's, and a request that it sends under a span of its
 * own is that one's child. Start at {@link dev.weft.agent.http.otelapi.OtelApiLibrary}.
 */
@NullMarked
package dev.weft.agent.http.otelapi;

import org.jspecify.annotations.NullMarked;
