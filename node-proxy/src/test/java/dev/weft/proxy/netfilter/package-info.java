/** Tests of the rules of capture. */
@NullMarked
package dev.weft.proxy.netfilter;

import org.jspecify.annotations.NullMarked;
