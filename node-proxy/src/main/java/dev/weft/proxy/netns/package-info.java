/**
 * Network namespaces of others: a thread that is inside of one makes sockets there.
 *
 * <p>Starting point: {@link dev.weft.proxy.netns.NetworkNamespace}.
 */
@NullMarked
package dev.weft.proxy.netns;

import org.jspecify.annotations.NullMarked;
