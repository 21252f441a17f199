/**
 * Workloads whose connections the kernel diverts to the proxy, however it does so.
 *
 * <p>Starting point: {@link dev.weft.proxy.captured.KernelCapture}.
 */
@NullMarked
package dev.weft.proxy.captured;

import org.jspecify.annotations.NullMarked;
