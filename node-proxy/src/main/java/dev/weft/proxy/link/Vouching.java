package dev.weft.proxy.link;

import dev.weft.core.identity.TrustBundle;
import dev.weft.enforcer.link.PeerTrust;
import dev.weft.enforcer.rules.WorkloadRules;

/** Whether the roots that are in force vouch for the peer of a connection. */
final class Vouching {
  /** Why a connection ends whose peer they do not vouch for. */
  static final String GONE = "the trust bundle has no root any more that vouches for the peer";

  private Vouching() {}

  static boolean isInForce(WorkloadRules rules, PeerTrust peer) {
    TrustBundle bundle = rules.bundle();
    return bundle != null && peer.isVouchedForBy(bundle);
  }
}
