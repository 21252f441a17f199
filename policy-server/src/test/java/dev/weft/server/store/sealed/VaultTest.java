package dev.weft.server.store.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.server.store.Database;
import dev.weft.server.store.StoreException;
import dev.weft.server.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
  private static final String SECRET = "a secret of some length";

  @TempDir Path temp;
  private Database database;

  @BeforeEach
  void open() {
    database = TestStore.EMBEDDED.fresh(temp).open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Vault vault(String secret) {
    return new Vault(database, secret, "weft.store.secret");
  }

  @Test
  void getOrMake_secondServer_getsWhatTheFirstMade() throws Exception {
    Sealed made = vault(SECRET).getOrMake("ca", () -> new Sealed("open", "private one"));

    Sealed found = vault(SECRET).getOrMake("ca", () -> new Sealed("open", "private two"));

    assertThat(made).isEqualTo(new Sealed("open", "private one"));
    assertThat(found).isEqualTo(made);
    try (Stream<Path> files = Files.list(temp)) {
      for (Path file : files.toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain("private one");
      }
    }
  }

  @Test
  void get_otherSecret_isRefusedByTheNameOfTheSetting() throws Exception {
    Sealed unused = vault(SECRET).getOrMake("ca", () -> new Sealed("open", "private"));

    assertThatThrownBy(() -> vault("another secret of some length").get("ca"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("weft.store.secret")
        .hasMessageNotContaining("another secret");
  }

  @Test
  void get_anyPartChanged_isRefused() throws Exception {
    Sealed unused = vault(SECRET).getOrMake("ca", () -> new Sealed("open", "private"));
    for (String change :
        List.of(
            "UPDATE sealed SET open_part = 'other'",
            "UPDATE sealed SET content = replace(content, substr(content, 1, 2), '00')",
            "UPDATE sealed SET iterations = 1",
            "UPDATE sealed SET nonce = 'zz'")) {
      assertThatThrownBy(
              () ->
                  database.<Integer>write(
                      handle -> {
                        handle.execute(change);
                        SealedRow row = SealedRow.find(handle, "ca").orElseThrow();
                        Sealed opened =
                            vault(SECRET)
                                .open(
                                    row.name(),
                                    row.openPart(),
                                    row.salt(),
                                    row.iterations(),
                                    row.nonce(),
                                    row.content());
                        return opened.secretPart().length();
                      }))
          .as(change)
          .isInstanceOf(StoreException.class);
    }
    assertThat(vault(SECRET).get("ca")).isPresent();
  }
}
