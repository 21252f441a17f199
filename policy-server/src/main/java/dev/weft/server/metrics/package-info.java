/**
 * What the server counts of itself, for Prometheus. Starting point: {@link
 * dev.weft.server.metrics.ServerMetrics}.
 */
@NullMarked
package dev.weft.server.metrics;

import org.jspecify.annotations.NullMarked;
