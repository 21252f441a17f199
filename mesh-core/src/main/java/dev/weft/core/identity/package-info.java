/**
 * Who a workload is: SPIFFE IDs, X.509-SVIDs, trust bundles, and the check of a peer against them.
 *
 * <p>Starting points: {@link dev.weft.core.identity.SpiffeId}, {@link
 * dev.weft.core.identity.Identity} (the snapshot to take for a handshake), {@link
 * dev.weft.core.identity.PeerVerifier} (who is the peer), {@link
 * dev.weft.core.identity.JoinCredential} (how a workload gets its first SVID).
 */
@NullMarked
package dev.weft.core.identity;

import org.jspecify.annotations.NullMarked;
