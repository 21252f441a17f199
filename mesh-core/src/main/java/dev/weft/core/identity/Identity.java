package dev.weft.core.identity;

/**
 * What a workload is and whom it trusts, as of one moment. One immutable object, so that nobody can
 * see half of a rotation: take it once per handshake.
 *
 * @param svid who this workload is
 * @param bundle the roots that its peers are checked against
 */
public record Identity(Svid svid, TrustBundle bundle) {
  public Identity {
    if (!svid.id().trustDomain().equals(bundle.trustDomain())) {
      throw new IllegalArgumentException(
          "trust bundle: of "
              + bundle.trustDomain()
              + " (expected: "
              + svid.id().trustDomain()
              + ", the trust domain of the SVID)");
    }
  }

  /** This workload's SPIFFE ID. */
  public SpiffeId id() {
    return svid.id();
  }

  /** The same SVID with another bundle. */
  public Identity withBundle(TrustBundle changed) {
    return new Identity(svid, changed);
  }
}
