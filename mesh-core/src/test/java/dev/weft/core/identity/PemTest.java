package dev.weft.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.TestClock;
import java.security.cert.CertificateException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
  private final TestCa ca = new TestCa(new TestClock().instant());

  @Test
  void readCertificates_written_roundTrips() throws Exception {
    String pem = Pem.writeCertificates(List.of(ca.intermediate, ca.root));

    assertThat(Pem.readCertificates("a comment\r\n" + pem.replace("\n", "\r\n")))
        .containsExactly(ca.intermediate, ca.root);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no block",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
      })
  void readCertificates_malformed_isRefused(String pem) {
    assertThatThrownBy(() -> Pem.readCertificates(pem)).isInstanceOf(CertificateException.class);
  }

  @Test
  void readCertificates_tooMany_isRefused() throws Exception {
    String one = Pem.writeCertificates(List.of(ca.root));

    assertThatThrownBy(() -> Pem.readCertificates(one.repeat(Pem.MAX_CERTIFICATES + 1)))
        .hasMessageContaining("more than 32 blocks");
  }

  @Test
  void readCertificates_tooLong_isRefused() {
    assertThatThrownBy(() -> Pem.readCertificates(" ".repeat(Pem.MAX_TEXT + 1)))
        .hasMessageContaining("expected: at most");
  }
}
