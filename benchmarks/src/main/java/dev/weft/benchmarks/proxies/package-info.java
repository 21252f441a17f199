/**
 * Compares the node proxy with other proxies: a pair of each, one at either end of a connection in
 * mutual TLS, beside programs with the agent and programs without anything. Starting point: {@link
 * dev.weft.benchmarks.proxies.Main}.
 */
@NullMarked
package dev.weft.benchmarks.proxies;

import org.jspecify.annotations.NullMarked;
