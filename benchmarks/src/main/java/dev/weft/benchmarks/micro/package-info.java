/**
 * Hot paths by themselves, with JMH. Each class says how to run it. Starting point: {@link
 * dev.weft.benchmarks.micro.PolicyEngineBenchmark}.
 */
@NullMarked
package dev.weft.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
