/**
 * Pods of this node, whose connections the kernel diverts to the proxy.
 *
 * <p>Starting point: {@link dev.weft.proxy.node.NodeCapture}.
 */
@NullMarked
package dev.weft.proxy.node;

import org.jspecify.annotations.NullMarked;
