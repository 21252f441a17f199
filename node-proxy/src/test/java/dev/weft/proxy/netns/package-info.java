/** Tests of the way into network namespaces. */
@NullMarked
package dev.weft.proxy.netns;

import org.jspecify.annotations.NullMarked;
