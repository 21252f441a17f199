package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.server.ca.CaTransfer;
import dev.weft.server.ca.CertificateAuthority;
import dev.weft.server.settings.StoreSettings;
import dev.weft.server.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database, of which one goes ahead while a root takes another's place. */
class ReplacedRootTest {
  private static final String CONFIG = "/mesh/v1/config";
  private static final String ROOTS = "root-cert.pem";

  @TempDir Path temp;
  private Path oldCa;
  private Path newCa;
  private String newRoot;
  private TestServer behind;
  private TestServer ahead;

  @BeforeEach
  void start() throws Exception {
    oldCa = makeCa("old");
    newCa = makeCa("new");
    newRoot = Files.readString(newCa.resolve(ROOTS));
    trust(Files.readString(oldCa.resolve(ROOTS)) + newRoot);
    StoreSettings store = TestStore.POSTGRESQL.fresh(temp).settings();
    behind = TestServer.start(temp.resolve("behind"), store, oldCa);
    ahead = TestServer.start(temp.resolve("ahead"), store, newCa);
  }

  @AfterEach
  void stop() {
    behind.close();
    ahead.close();
  }

  @Test
  void svid_ofEitherRoot_isGoodAtBothWhileBothAreTrusted() throws Exception {
    Svid first = behind.join("shop", "orders");
    Svid second = ahead.join("shop", "orders");

    assertThat(first.chain().get(1)).isNotEqualTo(second.chain().get(1));
    for (Svid svid : List.of(first, second)) {
      // The same mesh at both: who goes from one to the other is not told everything anew.
      assertThat(behind.workload(svid).get(CONFIG).require(200).string("source"))
          .isEqualTo(ahead.workload(svid).get(CONFIG).require(200).string("source"));
      assertThat(renew(behind, svid)).isEqualTo(first.chain().get(1));
      assertThat(renew(ahead, svid)).isEqualTo(second.chain().get(1));
    }
  }

  @Test
  void svid_ofTheOldRoot_isRefusedAtBothOnceTheNewOneAloneIsTrusted() throws Exception {
    Svid old = behind.join("shop", "orders");
    Svid renewed = ahead.join("shop", "orders");
    for (String name : List.of("ca-cert.pem", "ca-key.pem", "cert-chain.pem")) {
      Files.copy(newCa.resolve(name), oldCa.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    trust(newRoot);

    for (TestServer server : List.of(behind, ahead)) {
      server.restart();

      assertThat(server.workload(renewed).get(CONFIG).code()).isEqualTo(200);
      assertThatThrownBy(() -> server.workload(old).get(CONFIG)).isInstanceOf(IOException.class);
    }
  }

  private Path makeCa(String name) throws Exception {
    Path folder = Files.createDirectories(temp.resolve(name));
    CertificateAuthority unused =
        CertificateAuthority.open(folder, Optional.empty(), "weft.local", InstantSource.system());
    return CaTransfer.folder(folder);
  }

  private void trust(String roots) throws IOException {
    Files.writeString(oldCa.resolve(ROOTS), roots);
    Files.writeString(newCa.resolve(ROOTS), roots);
  }

  /** The issuer of what {@code server} renews {@code svid} with. */
  private static X509Certificate renew(TestServer server, Svid svid) throws Exception {
    KeyPair keys = Svid.newKeys();
    return Svid.of(
            keys,
            server
                .workload(svid)
                .post("/mesh/v1/svid", Svid.csrBody(Csr.of(keys).pem()))
                .require(200))
        .chain()
        .get(1);
  }
}
