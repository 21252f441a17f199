package dev.weft.core.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA for tests, made with Bouncy Castle: a root, an intermediate, and leaves as wanted. */
public final class TestCa {
  private static final AtomicLong SERIAL = new AtomicLong(1);

  public final X509Certificate root;
  public final X509Certificate intermediate;
  public final KeyPair intermediateKeys;
  public final KeyPair rootKeys;
  private final Instant now;

  public TestCa(Instant now) {
    this.now = now;
    rootKeys = keys("EC", 256);
    intermediateKeys = keys("EC", 256);
    root =
        builder()
            .subject("CN=root" + SERIAL.get())
            .issuer("CN=root" + SERIAL.get(), rootKeys)
            .key(rootKeys.getPublic())
            .authority(Integer.MAX_VALUE)
            .life(Duration.ofDays(1), Duration.ofDays(365))
            .sign();
    intermediate =
        builder()
            .subject("CN=intermediate" + SERIAL.get())
            .issuer(root.getSubjectX500Principal().getName(), rootKeys)
            .key(intermediateKeys.getPublic())
            .authority(0)
            .life(Duration.ofDays(1), Duration.ofDays(300))
            .sign();
  }

  /** A new key pair. */
  public static KeyPair keys(String algorithm, int size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The moment that lives are counted from. */
  public Instant made() {
    return now;
  }

  public TrustBundle bundle() {
    return new TrustBundle("weft.local", List.of(root));
  }

  /** A well-formed leaf for {@code id}, to be spoilt. */
  public Draft leaf(String id, PublicKey key) {
    return builder()
        .issuer(intermediate.getSubjectX500Principal().getName(), intermediateKeys)
        .key(key)
        .uri(id)
        .usage(KeyUsage.digitalSignature)
        .purposes(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth)
        .life(Duration.ofMinutes(1), Duration.ofHours(1));
  }

  /** {@code leaf} and the intermediate. */
  public List<X509Certificate> chain(Draft leaf) {
    return List.of(leaf.sign(), intermediate);
  }

  /** An SVID with a key of its own. */
  public Svid svid(String id) {
    return svid(id, Duration.ofHours(1));
  }

  /** An SVID with a key of its own, good for {@code life}. */
  public Svid svid(String id, Duration life) {
    KeyPair keys = keys("EC", 256);
    Draft leaf = leaf(id, keys.getPublic()).life(Duration.ofMinutes(1), life);
    return new Svid(SpiffeId.parse(id), keys.getPrivate(), chain(leaf));
  }

  public Draft builder() {
    return new Draft(now);
  }

  /** What goes into a certificate. */
  public static final class Draft {
    private final Instant now;
    private String subject = "";
    private String issuer = "";
    private KeyPair issuerKeys = keys("EC", 256);
    private PublicKey key = issuerKeys.getPublic();
    private final List<GeneralName> names = new ArrayList<>();
    private int usage;
    private KeyPurposeId[] purposes = {};
    private BasicConstraints constraints = new BasicConstraints(false);
    private Instant from;
    private Instant until;
    private String algorithm = "SHA256withECDSA";

    Draft(Instant now) {
      this.now = now;
      from = now;
      until = now;
    }

    public Draft subject(String value) {
      subject = value;
      return this;
    }

    public Draft issuer(String name, KeyPair keys) {
      issuer = name;
      issuerKeys = keys;
      return this;
    }

    public Draft key(PublicKey value) {
      key = value;
      return this;
    }

    public Draft uri(String uri) {
      names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
      return this;
    }

    public Draft dns(String name) {
      names.add(new GeneralName(GeneralName.dNSName, name));
      return this;
    }

    public Draft noNames() {
      names.clear();
      return this;
    }

    public Draft usage(int bits) {
      usage = bits;
      return this;
    }

    public Draft purposes(KeyPurposeId... ids) {
      purposes = ids.clone();
      return this;
    }

    public Draft authority(int pathLength) {
      constraints =
          pathLength == Integer.MAX_VALUE
              ? new BasicConstraints(true)
              : new BasicConstraints(pathLength);
      return usage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    public Draft life(Duration before, Duration after) {
      from = now.minus(before);
      until = now.plus(after);
      return this;
    }

    public Draft algorithm(String name) {
      algorithm = name;
      return this;
    }

    public X509Certificate sign() {
      try {
        X509v3CertificateBuilder builder =
            new X509v3CertificateBuilder(
                new X500Name(new X500Principal(issuer).getName()),
                BigInteger.valueOf(SERIAL.incrementAndGet()),
                Date.from(from),
                Date.from(until),
                new X500Name(subject),
                SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        builder.addExtension(Extension.basicConstraints, true, constraints);
        if (usage != 0) {
          builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        }
        if (purposes.length > 0) {
          builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        }
        if (!names.isEmpty()) {
          builder.addExtension(
              Extension.subjectAlternativeName,
              subject.isEmpty(),
              new GeneralNames(names.toArray(GeneralName[]::new)));
        }
        return new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder(algorithm).build(issuerKeys.getPrivate())));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
