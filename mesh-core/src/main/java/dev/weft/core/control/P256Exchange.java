package dev.weft.core.control;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a handshake agree on its keys by secp256r1 alone, which every policy server has and the
 * certificates need anyway. JSSE would offer a key share of a second kind beside it, and then a
 * start pays for the code of both. Everything else is left to the JDK's own constraints.
 */
final class P256Exchange implements AlgorithmConstraints {
  static final P256Exchange ONLY = new P256Exchange();

  private P256Exchange() {}

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives, String algorithm, @Nullable AlgorithmParameters parameters) {
    // JSSE asks for a group by its name and by its kind, and for protocols and cipher suites.
    return !primitives.contains(CryptoPrimitive.KEY_AGREEMENT)
        || algorithm.equals("secp256r1")
        || algorithm.equals("EC")
        || algorithm.startsWith("TLS");
  }

  @Override
  public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
    return true;
  }

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives,
      String algorithm,
      Key key,
      @Nullable AlgorithmParameters parameters) {
    return true;
  }
}
