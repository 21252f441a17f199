package dev.weft.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.control.FakePolicyServer.Reply;
import dev.weft.core.control.FakePolicyServer.Request;
import dev.weft.core.identity.CaPin;
import dev.weft.core.identity.TestCa;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several clients that share their connections for joining. */
@Timeout(60)
class JoinConnectionsTest {
  private FakeMesh mesh;
  private JoinConnections connections;

  @BeforeEach
  void setUp() throws Exception {
    mesh = new FakeMesh();
    mesh.uses.set(Integer.MAX_VALUE);
    connections =
        new JoinConnections(ServerAddress.of(mesh.server.uri()), mesh.clock, mesh.scheduler);
  }

  @AfterEach
  void tearDown() throws Exception {
    connections.close();
    mesh.close();
  }

  private DefaultMeshClient client(CaPin pin, TaskScheduler scheduler) {
    SvidTurn turn = new OwnSvidTurn(scheduler, new Tally());
    return new DefaultMeshClient(
        mesh.settings(mesh.server.uri(), pin).svids(turn, connections), scheduler);
  }

  private DefaultMeshClient begun() throws Exception {
    DefaultMeshClient client = client(CaPin.of(mesh.ca.root), mesh.scheduler);
    client.begin();
    mesh.scheduler.runDue();
    return client;
  }

  private List<Integer> joinedOn() {
    return mesh.server.requests("POST", "/mesh/v1/svid").stream().map(Request::connection).toList();
  }

  @Test
  void join_ofAnotherClient_takesOverTheConnection() throws Exception {
    DefaultMeshClient first = begun();
    DefaultMeshClient second = begun();

    assertThat(first.identity()).isPresent();
    assertThat(second.identity()).isPresent();
    assertThat(joinedOn()).hasSize(2);
    assertThat(joinedOn().get(1)).isEqualTo(joinedOn().get(0));
    assertThat(connections.idle()).isEqualTo(1);
  }

  @Test
  void join_onAConnectionTakenOver_bearsNoCertificate() throws Exception {
    begun();
    begun();

    assertThat(mesh.server.requests("POST", "/mesh/v1/svid"))
        .allSatisfy(
            request -> {
              assertThat(request.client()).isNull();
              assertThat(request.authorization()).startsWith("Bearer weft-join-v1.t1.");
            });
  }

  @Test
  void join_afterTheConnectionIdled_usesAnother() throws Exception {
    begun();
    mesh.scheduler.advance(JoinConnections.IDLE);
    assertThat(connections.idle()).isZero();
    begun();

    assertThat(joinedOn()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void join_withOtherPins_isNotSentOnTheConnectionOfThose() throws Exception {
    begun();
    DefaultMeshClient other =
        client(CaPin.of(new TestCa(mesh.clock.instant()).root), mesh.scheduler);
    other.begin();
    mesh.scheduler.runDue();

    assertThat(other.identity()).isEmpty();
    assertThat(joinedOn()).hasSize(1);
  }

  @Test
  void renewal_showsTheCertificateOnAConnectionOfItsOwnThatIsClosedAfterwards() throws Exception {
    DefaultMeshClient client = begun();
    mesh.scheduler.advance(Duration.ofMinutes(34));

    assertThat(client.counters().renewals()).isEqualTo(1);
    Request renewal = mesh.server.requests("POST", "/mesh/v1/svid").get(1);
    assertThat(renewal.client()).isNotNull();
    assertThat(mesh.server.requests.stream().filter(it -> it.connection() == renewal.connection()))
        .containsExactly(renewal);
  }

  @Test
  void close_ofAClient_endsItsRequestAndNoOther() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    mesh.first =
        request -> {
          if (!request.to("/mesh/v1/svid")) {
            return null;
          }
          asked.countDown();
          return release.await(30, TimeUnit.SECONDS) ? null : Reply.status(503, "late");
        };
    DefaultMeshClient leaving =
        client(CaPin.of(mesh.ca.root), new ThreadedScheduler(FakeMesh.daemons()));
    CompletableFuture<ControlFailure> failure = new CompletableFuture<>();
    Thread starting =
        FakeMesh.daemons()
            .newThread(
                () -> {
                  try {
                    leaving.start(Duration.ofSeconds(30));
                    failure.completeExceptionally(new AssertionError("started"));
                  } catch (MeshStartException e) {
                    failure.complete(e.reason());
                  } catch (InterruptedException e) {
                    failure.completeExceptionally(e);
                  }
                });
    starting.start();
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
    leaving.close();

    assertThat(failure.get(30, TimeUnit.SECONDS)).isEqualTo(ControlFailure.CLOSED);
    release.countDown();
    mesh.first = request -> null;
    assertThat(begun().identity()).isPresent();
    assertThat(joinedOn()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void abort_afterTheConnectionWentToAnother_doesNothing() throws Exception {
    ServerTrust trust = new ServerTrust.Pinned(List.of(CaPin.of(mesh.ca.root)));
    HttpRequest request = HttpRequest.get("/mesh/v1/svid");
    JoinConnection first = connections.take(trust);
    first.exchange(request, Duration.ofSeconds(5));
    JoinConnection second = connections.take(trust);
    first.abort();
    second.exchange(request, Duration.ofSeconds(5));

    assertThat(mesh.server.connections()).isEqualTo(1);
  }

  @Test
  void close_endsWhatIsUsedAndLetsNothingBegin() throws Exception {
    ServerTrust trust = new ServerTrust.Pinned(List.of(CaPin.of(mesh.ca.root)));
    JoinConnection taken = connections.take(trust);
    connections.close();

    for (JoinConnection each : List.of(taken, connections.take(trust))) {
      assertThatThrownBy(
              () -> each.exchange(HttpRequest.get("/mesh/v1/svid"), Duration.ofSeconds(5)))
          .isInstanceOfSatisfying(
              ControlException.class, e -> assertThat(e.kind()).isEqualTo(ControlFailure.CLOSED));
    }
    assertThat(mesh.server.connections()).isZero();
  }
}
