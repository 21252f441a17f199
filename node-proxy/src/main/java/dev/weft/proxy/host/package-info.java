/**
 * Programs of this machine, known by user, cgroup or mark, whose connections the kernel redirects.
 *
 * <p>Starting point: {@link dev.weft.proxy.host.HostProcesses}.
 */
@NullMarked
package dev.weft.proxy.host;

import org.jspecify.annotations.NullMarked;
