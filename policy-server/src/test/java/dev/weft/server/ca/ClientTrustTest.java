package dev.weft.server.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.server.access.TestCa;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientTrustTest {
  private static final GeneralName SPIFFE =
      new GeneralName(
          GeneralName.uniformResourceIdentifier, "spiffe://weft.local/ns/shop/sa/orders");

  private TestCa mesh;
  private TestCa people;
  private ClientTrust trust;

  @BeforeEach
  void make() throws Exception {
    mesh = TestCa.root("CN=mesh");
    people = TestCa.root("CN=people");
    trust = ClientTrust.of(List.of(mesh.certificate()), List.of(people.certificate()));
  }

  private static X509Certificate[] chain(TestCa.Identity identity) {
    return identity.chain().toArray(new X509Certificate[0]);
  }

  @Test
  void kindOf_chain_isDecidedByTheCaAlone() throws Exception {
    assertThat(trust.kindOf(chain(mesh.issue("", SPIFFE)))).isEqualTo(ClientKind.WORKLOAD);
    assertThat(trust.kindOf(chain(mesh.issue("CN=jane,O=platform"))))
        .isEqualTo(ClientKind.WORKLOAD);
    assertThat(trust.kindOf(chain(people.issue("CN=jane")))).isEqualTo(ClientKind.PERSON);
    assertThat(trust.kindOf(chain(people.issue("CN=jane", SPIFFE)))).isEqualTo(ClientKind.PERSON);
  }

  @Test
  void kindOf_intermediates_leadToTheirRoot() throws Exception {
    assertThat(trust.kindOf(withParent(people.intermediate("CN=p2").issue("CN=jane"), people)))
        .isEqualTo(ClientKind.PERSON);
    assertThat(trust.kindOf(withParent(mesh.intermediate("CN=m2").issue("", SPIFFE), mesh)))
        .isEqualTo(ClientKind.WORKLOAD);
  }

  private static X509Certificate[] withParent(TestCa.Identity identity, TestCa root) {
    return new X509Certificate[] {
      identity.chain().get(0), identity.chain().get(1), root.certificate()
    };
  }

  @Test
  void kindOf_strangersAndForgeries_areRefused() throws Exception {
    TestCa.Identity stranger = TestCa.root("CN=people").issue("CN=jane");
    TestCa.Identity jane = people.issue("CN=jane");
    TestCa.Identity workload = mesh.issue("", SPIFFE);

    assertThatThrownBy(() -> trust.kindOf(chain(stranger)))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(
            () ->
                trust.kindOf(new X509Certificate[] {stranger.chain().get(0), people.certificate()}))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(
            () -> trust.kindOf(chain(people.issue("CN=old", Instant.now().minusSeconds(1)))))
        .isInstanceOf(CertificateException.class);
    // A chain of somebody else's behind one's own leaf changes nothing.
    assertThat(
            trust.kindOf(
                new X509Certificate[] {
                  jane.chain().get(0), workload.chain().get(0), mesh.certificate()
                }))
        .isEqualTo(ClientKind.PERSON);
  }

  @Test
  void kindOf_chainUnderBothCas_isRefused() throws Exception {
    TestCa shared = TestCa.root("CN=shared");
    TestCa below = shared.intermediate("CN=below");
    TestCa further = below.intermediate("CN=further");
    ClientTrust both =
        ClientTrust.of(List.of(shared.certificate()), List.of(further.certificate()));
    TestCa.Identity leaf = further.issue("CN=jane");

    assertThatThrownBy(
            () ->
                both.kindOf(
                    new X509Certificate[] {
                      leaf.chain().get(0), further.certificate(), below.certificate()
                    }))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("leads to the mesh's CA and to that of people");
  }

  @Test
  void of_peopleCaThatHasToDoWithTheMeshs_isRefused() throws Exception {
    TestCa below = mesh.intermediate("CN=below");
    List<X509Certificate> own = List.of(mesh.certificate());

    for (TestCa bad : List.of(mesh, below)) {
      assertThatThrownBy(
              () -> ClientTrust.of(own, List.of(people.certificate(), bad.certificate())))
          .isInstanceOf(GeneralSecurityException.class)
          .hasMessageContaining("expected: another CA");
    }
    assertThatThrownBy(() -> ClientTrust.of(List.of(below.certificate()), own))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> ClientTrust.of(own, List.of(people.issue("CN=jane").chain().get(0))))
        .hasMessageContaining("no CA's");
  }

  @Test
  void ofWorkloads_person_isRefused() throws Exception {
    ClientTrust workloads = ClientTrust.ofWorkloads(List.of(mesh.certificate()));

    assertThat(workloads.kindOf(chain(mesh.issue("", SPIFFE)))).isEqualTo(ClientKind.WORKLOAD);
    assertThatThrownBy(() -> workloads.kindOf(chain(people.issue("CN=jane"))))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void checkServerTrusted_anybody_isRefused() throws Exception {
    X509Certificate[] server = chain(mesh.issueServer());

    assertThatThrownBy(() -> trust.checkServerTrusted(server, "ECDHE_ECDSA"))
        .isInstanceOf(CertificateException.class);
  }
}
