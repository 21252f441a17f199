/**
 * Pods that are captured inside their own network namespaces.
 *
 * <p>Starting point: {@link dev.weft.proxy.inpod.InPodCapture}.
 */
@NullMarked
package dev.weft.proxy.inpod;

import org.jspecify.annotations.NullMarked;
