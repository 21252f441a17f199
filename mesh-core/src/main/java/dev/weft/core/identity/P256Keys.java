package dev.weft.core.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** Makes the key pairs of leaves: ECDSA on P-256, in memory only. */
public final class P256Keys {
  private P256Keys() {}

  /**
   * A new key pair.
   *
   * @throws GeneralSecurityException when this JVM cannot make one
   */
  public static KeyPair generate() throws GeneralSecurityException {
    KeyPairGenerator generator = JdkProviders.ecKeys();
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
