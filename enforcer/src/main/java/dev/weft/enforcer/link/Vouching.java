package dev.weft.enforcer.link;

import dev.weft.core.identity.TrustBundle;
import org.jspecify.annotations.Nullable;

/** Whether the roots that are in force vouch for the peer of a connection that stands. */
public final class Vouching {
  /** Why a connection ends whose peer they do not vouch for. */
  public static final String GONE =
      "the trust bundle has no root any more that vouches for the peer";

  private Vouching() {}

  /**
   * Whether one of the roots {@code inForce} does.
   *
   * @param inForce null when none is known: then none does
   */
  public static boolean isInForce(@Nullable TrustBundle inForce, PeerTrust peer) {
    return inForce != null && peer.isVouchedForBy(inForce);
  }
}
