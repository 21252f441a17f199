/**
 * Runs the programs in their variants and measures them. Starting point: {@link
 * dev.weft.benchmarks.driver.Main}.
 */
@NullMarked
package dev.weft.benchmarks.driver;

import org.jspecify.annotations.NullMarked;
