package dev.weft.core.identity;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The JDK's own implementations, asked for as provider objects. What an application registered
 * before them, or in what order, changes nothing here, and nothing is registered.
 */
public final class JdkProviders {
  private JdkProviders() {}

  /**
   * A new, uninitialised TLS context of SunJSSE; it has a session cache of its own.
   *
   * @throws GeneralSecurityException when this JVM has no SunJSSE
   */
  public static SSLContext tlsContext() throws GeneralSecurityException {
    return SSLContext.getInstance("TLS", provider("SunJSSE"));
  }

  /**
   * Trust in the authorities that this JVM takes for those of the public web: its {@code cacerts},
   * or what {@code javax.net.ssl.trustStore} names.
   *
   * @throws GeneralSecurityException when they cannot be read
   */
  public static TrustManager[] webTrust() throws GeneralSecurityException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX", provider("SunJSSE"));
    trust.init((KeyStore) null);
    return trust.getTrustManagers();
  }

  /**
   * Brings to life what reads and validates certificates, ahead of its first use.
   *
   * @throws GeneralSecurityException when this JVM has none
   */
  public static void validation() throws GeneralSecurityException {
    certificates();
    pkix();
  }

  /**
   * A new, uninitialised signature.
   *
   * @param algorithm the JDK's name of it
   * @throws GeneralSecurityException when this JVM does not have it
   */
  public static Signature signature(String algorithm, SignatureKind kind)
      throws GeneralSecurityException {
    return Signature.getInstance(algorithm, provider(kind.provider));
  }

  /**
   * What turns key material into keys.
   *
   * @param algorithm the JDK's name of the kind of key
   * @throws GeneralSecurityException when this JVM does not have it
   */
  public static KeyFactory keyFactory(String algorithm, SignatureKind kind)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm, provider(kind.provider));
  }

  /**
   * The named curve's parameters.
   *
   * @param curve the JDK's name of the curve, such as {@code secp256r1}
   * @throws GeneralSecurityException when this JVM does not have it
   */
  public static ECParameterSpec curve(String curve) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", provider("SunEC"));
    parameters.init(new ECGenParameterSpec(curve));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  /** The two families of signatures, each with the provider that has it. */
  public enum SignatureKind {
    /** RSA, PKCS#1 and PSS. */
    RSA("SunRsaSign"),
    /** ECDSA and EdDSA. */
    CURVE("SunEC");

    private final String provider;

    SignatureKind(String provider) {
      this.provider = provider;
    }
  }

  static KeyPairGenerator ecKeys() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("EC", provider("SunEC"));
  }

  static Signature ecdsaWithSha256() throws GeneralSecurityException {
    return Signature.getInstance("SHA256withECDSA", provider("SunEC"));
  }

  static CertificateFactory certificates() throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509", provider("SUN"));
  }

  static CertPathValidator pkix() throws GeneralSecurityException {
    return CertPathValidator.getInstance("PKIX", provider("SUN"));
  }

  static MessageDigest sha256() throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256", provider("SUN"));
  }

  private static Provider provider(String name) throws NoSuchProviderException {
    Provider provider = Security.getProvider(name);
    if (provider == null) {
      throw new NoSuchProviderException(
          "security provider: "
              + name
              + " is not there (expected: the JDK's own; see java.security's provider list)");
    }
    return provider;
  }
}
