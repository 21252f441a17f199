/**
 * Who a workload is: SPIFFE IDs, X.509-SVIDs, trust bundles, and the check of a peer against them.
 *
 * <p>Starting point: {@link dev.weft.core.identity.SpiffeId}.
 */
@NullMarked
package dev.weft.core.identity;

import org.jspecify.annotations.NullMarked;
