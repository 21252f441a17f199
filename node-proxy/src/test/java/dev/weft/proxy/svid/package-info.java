/** Tests of the queue for SVIDs. */
@NullMarked
package dev.weft.proxy.svid;

import org.jspecify.annotations.NullMarked;
