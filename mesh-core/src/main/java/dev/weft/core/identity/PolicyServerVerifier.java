package dev.weft.core.identity;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Checks that a chain is the policy server's. Two kinds: by the CA's pin, for the join, and by the
 * trust bundle, ever after.
 */
public interface PolicyServerVerifier {
  /** The policy server's namespace. */
  String NAMESPACE = "weft-system";

  /** The policy server's service account. */
  String SERVICE_ACCOUNT = "policy-server";

  /**
   * The policy server's SPIFFE ID.
   *
   * @param chain as presented, the leaf first
   * @throws CertificateException when this is not the policy server; the message says why
   */
  SpiffeId verify(List<X509Certificate> chain) throws CertificateException;

  /** The check against a trust bundle. */
  static PolicyServerVerifier trusting(PeerVerifier verifier) {
    return chain -> requirePolicyServer(verifier.verify(chain, PeerRole.SERVER));
  }

  /** Refuses every name but the policy server's. */
  static SpiffeId requirePolicyServer(SpiffeId id) throws CertificateException {
    if (!id.namespace().equals(NAMESPACE) || !id.serviceAccount().equals(SERVICE_ACCOUNT)) {
      throw new CertificateException(
          "policy server: "
              + id
              + " (expected: spiffe://"
              + id.trustDomain()
              + "/ns/"
              + NAMESPACE
              + "/sa/"
              + SERVICE_ACCOUNT
              + ")");
    }
    return id;
  }
}
