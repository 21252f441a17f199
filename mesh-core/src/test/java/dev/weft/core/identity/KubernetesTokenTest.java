package dev.weft.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesTokenTest {
  private static final CaPin PIN = new CaPin("p".repeat(42) + "A");

  private final TestCa ca = new TestCa(Instant.parse("2026-03-01T12:00:00Z"));
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file"), text, StandardCharsets.UTF_8);
  }

  @Test
  void bearer_fileReplaced_isReadAnew() throws Exception {
    KubernetesToken token = new KubernetesToken(file("a.b.c\n"), new KnownCa.Pin(PIN));
    assertThat(token.bearer()).isEqualTo("a.b.c");
    file("d.e-_.f");

    assertThat(token.bearer()).isEqualTo("d.e-_.f");
    assertThat(token.authorities()).containsExactly(PIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "secret.b",
        "a..secret",
        "a.b.c.secret",
        "a.b.secret\r\nx: y",
        "a.b.s\u00e4cret"
      })
  void bearer_noToken_isRefusedWithoutBeingShown(String text) throws Exception {
    KubernetesToken token = new KubernetesToken(file(text), new KnownCa.Pin(PIN));

    assertThatThrownBy(token::bearer)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no token (expected: a service-account token")
        .hasMessageNotContaining("cret");
  }

  @Test
  void bearer_tooLongOrMissing_isRefused() throws Exception {
    KubernetesToken token =
        new KubernetesToken(file("a.b." + "c".repeat(8 * 1024)), new KnownCa.Pin(PIN));

    assertThatThrownBy(token::bearer).hasMessageContaining("expected: at most 8192 bytes");
    Files.delete(token.file());
    assertThatThrownBy(token::bearer).isInstanceOf(IOException.class);
  }

  @Test
  void pins_fileWithRoots_areThoseOfAll() throws Exception {
    TestCa next = new TestCa(Instant.parse("2026-03-01T12:00:00Z"));
    KnownCa known = new KnownCa.InFile(file(Pem.writeCertificates(List.of(ca.root, next.root))));

    assertThat(known.pins()).containsExactly(CaPin.of(ca.root), CaPin.of(next.root));
  }

  @Test
  void pins_fileWithoutCa_isRefused() throws Exception {
    String leaf =
        Pem.writeCertificates(List.of(ca.svid("spiffe://weft.local/ns/a/sa/b").chain().get(0)));

    for (String text : List.of("", "nonsense", leaf)) {
      KnownCa known = new KnownCa.InFile(file(text));
      assertThatThrownBy(known::pins)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("(expected: the mesh's CA certificates in PEM)");
    }
  }
}
