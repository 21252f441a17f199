/**
 * The node proxy's capture, between nodes and pods that are network namespaces.
 *
 * <p>Starting point: {@link dev.weft.it.node.NodeCaptureTest}, which runs {@link
 * dev.weft.it.node.NodeScenario} in namespaces of its own.
 */
@NullMarked
package dev.weft.it.node;

import org.jspecify.annotations.NullMarked;
