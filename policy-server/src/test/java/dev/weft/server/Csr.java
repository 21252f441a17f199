package dev.weft.server;

import java.io.StringWriter;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** Builds certificate requests, also such as no honest workload would send. */
final class Csr {
  private final KeyPair keys;
  private final PrivateKey signer;
  private final List<GeneralName> names = new ArrayList<>();
  private boolean authority;

  private Csr(KeyPair keys, PrivateKey signer) {
    this.keys = keys;
    this.signer = signer;
  }

  static Csr of(KeyPair keys) {
    return new Csr(keys, keys.getPrivate());
  }

  /** A request for one's key that another key signs. */
  static Csr signedBy(KeyPair keys, PrivateKey signer) {
    return new Csr(keys, signer);
  }

  Csr uri(String uri) {
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
    return this;
  }

  Csr dns(String name) {
    names.add(new GeneralName(GeneralName.dNSName, name));
    return this;
  }

  Csr authority() {
    authority = true;
    return this;
  }

  String pem() throws Exception {
    PKCS10CertificationRequestBuilder builder =
        new PKCS10CertificationRequestBuilder(
            new X500Name(""), SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    if (!names.isEmpty()) {
      extensions.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(new GeneralName[0])));
    }
    if (authority) {
      extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    }
    if (!extensions.isEmpty()) {
      builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
    }
    String algorithm = signer.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(builder.build(new JcaContentSignerBuilder(algorithm).build(signer)));
    }
    return text.toString();
  }
}
