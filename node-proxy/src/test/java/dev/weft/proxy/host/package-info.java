/** Tests of capture inside pods, as far as it goes without namespaces. */
@NullMarked
package dev.weft.proxy.host;

import org.jspecify.annotations.NullMarked;
