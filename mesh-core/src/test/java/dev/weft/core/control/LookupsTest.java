package dev.weft.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.control.FakePolicyServer.Reply;
import dev.weft.core.directory.DirectoryEndpoint;
import dev.weft.core.directory.IpLiteral;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookupsTest {
  private FakeMesh mesh;
  private DefaultMeshClient client;

  @BeforeEach
  void setUp() throws Exception {
    mesh = new FakeMesh();
    client = mesh.client();
    client.begin();
    mesh.scheduler.runDue();
  }

  @AfterEach
  void tearDown() throws Exception {
    client.beginClose();
    mesh.scheduler.runDue();
    mesh.close();
  }

  @Test
  void lookup_unknownPlace_asksOnceWithTheHost() {
    mesh.found = FakeMesh.endpoint("10.0.0.5", 80);
    CompletableFuture<List<DirectoryEndpoint>> one = lookup("10.0.0.5");
    CompletableFuture<List<DirectoryEndpoint>> two = lookup("10.0.0.5");
    mesh.scheduler.runDue();

    assertThat(one.join()).hasSize(1).isEqualTo(two.join());
    assertThat(asked()).isEqualTo(1);
    assertThat(mesh.server.requests("GET", "/mesh/v1/directory").get(0).target())
        .isEqualTo("/mesh/v1/directory?address=10.0.0.5&port=80&host=host%2F1");
  }

  @Test
  void lookup_placeInTheConfig_asksNobody() {
    mesh.directory = FakeMesh.endpoint("10.0.0.5", 80);
    mesh.revision = 2;
    mesh.scheduler.advance(Duration.ofSeconds(2));

    assertThat(lookup("10.0.0.5").join()).hasSize(1);
    assertThat(asked()).isZero();
  }

  @Test
  void lookup_wildcard_meansLoopback() {
    mesh.found = FakeMesh.endpoint("127.0.0.1", 80);
    CompletableFuture<List<DirectoryEndpoint>> answer = lookup("0.0.0.0");
    mesh.scheduler.runDue();

    assertThat(answer.join()).hasSize(1);
  }

  @Test
  void lookup_outsideTheMesh_isRememberedForHalfAMinute() {
    assertThat(resolve("10.0.0.9")).isEmpty();
    assertThat(lookup("10.0.0.9")).isCompletedWithValue(List.of());
    assertThat(asked()).isEqualTo(1);

    mesh.scheduler.advance(Duration.ofSeconds(31));
    assertThat(resolve("10.0.0.9")).isEmpty();
    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void lookup_beforeConnecting_isNotRememberedAndNotWaitedForByWhoIsConnected() {
    CompletableFuture<List<DirectoryEndpoint>> early = client.lookup(at("10.0.0.9"));
    CompletableFuture<List<DirectoryEndpoint>> connected = client.lookupConnected(at("10.0.0.9"));
    assertThat(client.isKnownOutside(at("10.0.0.9"))).isFalse();
    mesh.scheduler.runDue();

    assertThat(early.join()).isEqualTo(connected.join()).isEmpty();
    assertThat(asked()).isEqualTo(2);
    assertThat(client.isKnownOutside(at("10.0.0.9"))).isTrue();

    CompletableFuture<List<DirectoryEndpoint>> alone = client.lookup(at("10.0.0.8"));
    mesh.scheduler.runDue();
    assertThat(alone.join()).isEmpty();
    assertThat(client.isKnownOutside(at("10.0.0.8"))).isFalse();
  }

  @Test
  void lookup_directoryMoved_asksAgain() {
    assertThat(resolve("10.0.0.9")).isEmpty();
    mesh.revision = 2;
    mesh.scheduler.advance(Duration.ofSeconds(2));
    mesh.found = FakeMesh.endpoint("10.0.0.9", 80);

    assertThat(resolve("10.0.0.9")).hasSize(1);
  }

  @Test
  void lookup_answerOlderThanTheDirectory_isNotRemembered() {
    mesh.revision = 2;
    mesh.scheduler.advance(Duration.ofSeconds(2));
    mesh.first =
        request ->
            request.to("/mesh/v1/directory")
                ? Reply.json(200, "{\"revision\":1,\"endpoints\":[]}")
                : null;
    assertThat(resolve("10.0.0.9")).isEmpty();
    assertThat(resolve("10.0.0.9")).isEmpty();

    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void lookup_otherPlaceAnswered_isAnErrorAndNotAMember() {
    mesh.found = FakeMesh.endpoint("10.0.0.6", 80);
    CompletableFuture<List<DirectoryEndpoint>> answer = lookup("10.0.0.5");
    mesh.scheduler.runDue();

    assertFails(answer, ControlFailure.MALFORMED_ANSWER);
  }

  @Test
  void lookup_serverAway_failsAndThenFailsFast() {
    mesh.first = request -> request.to("/mesh/v1/directory") ? new Reply("", true) : null;
    CompletableFuture<List<DirectoryEndpoint>> first = lookup("10.0.0.5");
    mesh.scheduler.runDue();
    assertFails(first, ControlFailure.UNREACHABLE);
    int asked = asked();

    assertFails(lookup("10.0.0.6"), ControlFailure.UNREACHABLE);
    assertThat(asked()).isEqualTo(asked);

    mesh.first = request -> null;
    mesh.scheduler.advance(Duration.ofSeconds(1));
    assertThat(resolve("10.0.0.6")).isEmpty();
  }

  @Test
  void lookup_tooManyAtOnce_isRejected() {
    for (int i = 0; i < 256; i++) {
      assertThat(lookup("10.0.1." + i)).isNotDone();
    }

    assertFails(lookup("10.0.2.1"), ControlFailure.OVERLOADED);
    assertThat(client.counters().lookupsRejected()).isEqualTo(1);
  }

  private List<DirectoryEndpoint> resolve(String address) {
    CompletableFuture<List<DirectoryEndpoint>> answer = lookup(address);
    mesh.scheduler.runDue();
    return answer.join();
  }

  private CompletableFuture<List<DirectoryEndpoint>> lookup(String address) {
    return client.lookupConnected(at(address));
  }

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress(IpLiteral.parse(address), 80);
  }

  private int asked() {
    return mesh.server.requests("GET", "/mesh/v1/directory").size();
  }

  private static void assertFails(CompletableFuture<?> future, ControlFailure kind) {
    assertThatThrownBy(future::join)
        .hasCauseInstanceOf(ControlException.class)
        .cause()
        .extracting(e -> ((ControlException) e).kind())
        .isEqualTo(kind);
  }
}
