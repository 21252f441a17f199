/**
 * Measures the policy server with a large store and many subscribers. Starting point: {@link
 * dev.weft.benchmarks.feed.Main}.
 */
@NullMarked
package dev.weft.benchmarks.feed;

import org.jspecify.annotations.NullMarked;
