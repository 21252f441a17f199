package dev.weft.server.ca;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The server's own key and certificate.
 *
 * @param key the private key; it lives in memory only
 * @param chain leaf, intermediates and root, as sent to clients
 */
record ServerKeys(PrivateKey key, List<X509Certificate> chain) {
  X509Certificate leaf() {
    return chain.get(0);
  }

  @Override
  public String toString() {
    return "ServerKeys[serial=" + leaf().getSerialNumber().toString(16) + "]";
  }
}
