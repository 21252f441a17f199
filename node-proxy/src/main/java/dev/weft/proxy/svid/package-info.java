/**
 * When the workloads of this proxy ask for their SVIDs: a few at a time, those first who need it
 * most.
 *
 * <p>Starting point: {@link dev.weft.proxy.svid.SvidQueue}.
 */
@NullMarked
package dev.weft.proxy.svid;

import org.jspecify.annotations.NullMarked;
