/**
 * Processes of this node, and to which pods they belong.
 *
 * <p>Starting point: {@link dev.weft.proxy.process.PodFinder}.
 */
@NullMarked
package dev.weft.proxy.process;

import org.jspecify.annotations.NullMarked;
