/**
 * Namespaces of others: a thread that is inside of a network namespace makes sockets there, one in
 * a cgroup namespace reads cgroups.
 *
 * <p>Starting point: {@link dev.weft.proxy.netns.NetworkNamespace}.
 */
@NullMarked
package dev.weft.proxy.netns;

import org.jspecify.annotations.NullMarked;
