package dev.weft.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;

class CertificateRequestTest {
  private static final SpiffeId ID = SpiffeId.parse("spiffe://weft.local/ns/shop/sa/orders");

  @Test
  void named_readByBouncyCastle_carriesExactlyTheUri() throws Exception {
    KeyPair keys = P256Keys.generate();

    PKCS10CertificationRequest request = read(CertificateRequest.named(keys, ID), keys);

    Extensions extensions = request.getRequestedExtensions();
    assertThat(extensions.getExtensionOIDs()).containsExactly(Extension.subjectAlternativeName);
    GeneralNames names = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
    assertThat(Arrays.asList(names.getNames()))
        .containsExactly(new GeneralName(GeneralName.uniformResourceIdentifier, ID.toString()));
  }

  @Test
  void unnamed_readByBouncyCastle_carriesNoAttribute() throws Exception {
    KeyPair keys = P256Keys.generate();

    PKCS10CertificationRequest request = read(CertificateRequest.unnamed(keys), keys);

    assertThat(request.getAttributes()).isEmpty();
  }

  @Test
  void named_longestId_isStillWellFormed() throws Exception {
    KeyPair keys = P256Keys.generate();
    SpiffeId id = new SpiffeId("d".repeat(255), "n".repeat(253), "s".repeat(253));

    PKCS10CertificationRequest request = read(CertificateRequest.named(keys, id), keys);

    GeneralNames names =
        GeneralNames.fromExtensions(
            request.getRequestedExtensions(), Extension.subjectAlternativeName);
    assertThat(names.getNames()[0].getName()).hasToString(id.toString());
  }

  @Test
  void pem_readBack_isTheSameDer() throws Exception {
    CertificateRequest request = CertificateRequest.unnamed(P256Keys.generate());

    assertThat(Pem.readRequest(request.pem())).isEqualTo(request.der());
  }

  private static PKCS10CertificationRequest read(CertificateRequest request, KeyPair keys)
      throws Exception {
    PKCS10CertificationRequest read = new PKCS10CertificationRequest(request.der());
    assertThat(read.getEncoded()).isEqualTo(request.der());
    assertThat(read.getSubject().getRDNs()).isEmpty();
    assertThat(read.getSubjectPublicKeyInfo().getEncoded())
        .isEqualTo(keys.getPublic().getEncoded());
    assertThat(
            read.isSignatureValid(new JcaContentVerifierProviderBuilder().build(keys.getPublic())))
        .isTrue();
    return read;
  }
}
