/**
 * What {@code ./demo} runs: it starts the policy server and the example services as processes,
 * tells the story step by step, and cleans up.
 *
 * <p>Starting points: {@link dev.weft.demo.DemoMain}, {@link dev.weft.demo.Story} (the steps),
 * {@link dev.weft.demo.PodsRun} (those in network namespaces).
 */
@NullMarked
package dev.weft.demo;

import org.jspecify.annotations.NullMarked;
