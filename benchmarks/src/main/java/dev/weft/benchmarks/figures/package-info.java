/**
 * Measured values and the tables made of them. Starting point: {@link
 * dev.weft.benchmarks.figures.Figures}.
 */
@NullMarked
package dev.weft.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
