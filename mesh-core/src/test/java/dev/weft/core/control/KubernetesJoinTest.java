package dev.weft.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.identity.CaPin;
import dev.weft.core.identity.KnownCa;
import dev.weft.core.identity.KubernetesToken;
import dev.weft.core.identity.TestCa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client whose token the kubelet replaces. */
@Timeout(60)
class KubernetesJoinTest {
  private static final String FIRST = "e30.first.c2ln";
  private static final String SECOND = "e30.second.c2ln";

  @TempDir private Path folder;
  private Path token;
  private Path ca;
  private FakeMesh mesh;

  @BeforeEach
  void setUp() throws Exception {
    mesh = new FakeMesh();
    mesh.uses.set(Integer.MAX_VALUE);
    mesh.expected = "Bearer " + FIRST;
    token = Files.writeString(folder.resolve("token"), FIRST + "\n");
    ca = Files.writeString(folder.resolve("ca.pem"), FakeMesh.pem(List.of(mesh.ca.root)));
  }

  @AfterEach
  void tearDown() throws Exception {
    mesh.close();
  }

  private DefaultMeshClient client(KnownCa known) {
    return new DefaultMeshClient(
        mesh.settings(mesh.server.uri(), new KubernetesToken(token, known)), mesh.scheduler);
  }

  private void begin(DefaultMeshClient client) {
    client.begin();
    mesh.scheduler.runDue();
  }

  private void end(DefaultMeshClient client) {
    client.beginClose();
    mesh.scheduler.runDue();
  }

  @Test
  void join_withTokenAndCaFile_showsTheToken() {
    DefaultMeshClient client = client(new KnownCa.InFile(ca));
    begin(client);

    assertThat(client.identity().orElseThrow().id()).hasToString(FakeMesh.WORKLOAD);
    assertThat(mesh.server.requests("POST", "/mesh/v1/svid").get(0).authorization())
        .isEqualTo("Bearer " + FIRST);
    end(client);
  }

  @Test
  void join_withPinOfAnotherCa_isRefusedBeforeTheTokenIsSent() throws Exception {
    CaPin other = CaPin.of(new TestCa(mesh.clock.instant()).root);
    DefaultMeshClient client = client(new KnownCa.Pin(other));
    begin(client);

    assertThat(client.identity()).isEmpty();
    assertThat(mesh.server.requests).isEmpty();
    end(client);
  }

  @Test
  void join_caFileWithTwoRoots_takesEither() throws Exception {
    TestCa next = new TestCa(mesh.clock.instant());
    Files.writeString(ca, FakeMesh.pem(List.of(next.root, mesh.ca.root)));
    DefaultMeshClient client = client(new KnownCa.InFile(ca));
    begin(client);

    assertThat(client.identity()).isPresent();
    end(client);
  }

  @Test
  void join_serverGivesABundleWithoutThePinnedCa_isNotTaken() throws Exception {
    mesh.bundle = FakeMesh.pem(List.of(new TestCa(mesh.clock.instant()).root));
    DefaultMeshClient client = client(new KnownCa.InFile(ca));
    begin(client);

    assertThat(client.identity()).isEmpty();
    end(client);
  }

  @Test
  void svid_expiredWhileTheServerWasAway_joinsAgainWithTheReplacedToken() throws Exception {
    DefaultMeshClient client = client(new KnownCa.InFile(ca));
    begin(client);
    mesh.close();
    mesh.scheduler.advance(Duration.ofMinutes(70));
    Files.writeString(token, SECOND);
    Files.delete(ca);
    mesh.expected = "Bearer " + SECOND;
    mesh.restart();

    mesh.scheduler.advance(Duration.ofSeconds(11));

    assertThat(client.counters().joins()).isEqualTo(2);
    assertThat(client.identity().orElseThrow().svid().expires()).isAfter(mesh.clock.instant());
    end(client);
  }

  @Test
  void join_tokenMissingForAWhile_isTriedAgainSoon() throws Exception {
    Files.delete(token);
    DefaultMeshClient client = client(new KnownCa.InFile(ca));
    begin(client);
    assertThat(client.identity()).isEmpty();
    assertThat(mesh.server.requests).isEmpty();

    Files.writeString(token, FIRST);
    mesh.scheduler.advance(Duration.ofSeconds(11));

    assertThat(client.identity()).isPresent();
    end(client);
  }
}
