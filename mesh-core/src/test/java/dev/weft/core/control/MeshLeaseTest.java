package dev.weft.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.directory.IpLiteral;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a client tells of its process. */
class MeshLeaseTest extends DrivenClient {
  @Test
  void announce_accepted_isAcknowledgedAndKeptAlive() {
    begin();
    CompletableFuture<LeaseAnswer> answer = client.announce(at("0.0.0.0", 8080));
    mesh.scheduler.runDue();

    assertThat(answer).isCompletedWithValue(new LeaseAnswer.Acknowledged(1, java.util.Map.of()));
    int before = mesh.server.requests("PUT", "/mesh/v1/leases/").size();
    mesh.scheduler.advance(Duration.ofSeconds(15));
    assertThat(mesh.server.requests("PUT", "/mesh/v1/leases/")).hasSize(before + 3);
    assertThat(lastLease()).contains("{\"address\":\"0.0.0.0\",\"port\":8080}");
  }

  @Test
  void announce_severalAtOnce_goInOneRequest() {
    begin();
    int before = mesh.server.requests("PUT", "/mesh/v1/leases/").size();
    for (int port = 8001; port <= 8010; port++) {
      assertThat(client.announce(at("127.0.0.1", port))).isNotDone();
    }
    mesh.scheduler.runDue();

    assertThat(mesh.server.requests("PUT", "/mesh/v1/leases/")).hasSize(before + 1);
  }

  @Test
  void announce_refused_saysWhy() {
    begin();
    mesh.refused = "{\"address\":\"10.0.0.5\",\"port\":8080,\"reason\":\"held by another\"}";
    CompletableFuture<LeaseAnswer> place = client.announce(at("10.0.0.5", 8080));
    CompletableFuture<LeaseAnswer> wildcard = client.announce(at("0.0.0.0", 8080));
    mesh.scheduler.runDue();

    assertThat(place).isCompletedWithValue(new LeaseAnswer.Refused("held by another"));
    assertThat(wildcard)
        .isCompletedWithValue(
            new LeaseAnswer.Acknowledged(
                1, java.util.Map.of(IpLiteral.parse("10.0.0.5"), "held by another")));
  }

  @Test
  void announce_twice_isWithdrawnByTwo() {
    begin();
    CompletableFuture<LeaseAnswer> first = client.announce(at("127.0.0.1", 8080));
    CompletableFuture<LeaseAnswer> second = client.announce(at("127.0.0.1", 8080));
    client.withdraw(at("127.0.0.1", 8080));
    mesh.scheduler.runDue();
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(lastLease()).contains("8080");

    client.withdraw(at("127.0.0.1", 8080));
    mesh.scheduler.runDue();
    assertThat(lastLease()).contains("\"listeners\":[]");
  }

  @Test
  void withdraw_beforeTheAnswer_completesAsWithdrawn() {
    CompletableFuture<LeaseAnswer> answer = client.announce(at("127.0.0.1", 8080));
    client.withdraw(at("127.0.0.1", 8080));

    assertThat(answer).isCompletedWithValue(new LeaseAnswer.Withdrawn());
  }

  @Test
  void report_isSentWithTheLease() {
    begin();
    client.report(List.of(new Unprotected("port 9090", "native transport")));
    client.judgesRequestsOn(Set.of(8081, 8080));
    mesh.scheduler.runDue();

    assertThat(lastLease())
        .contains("{\"what\":\"port 9090\",\"why\":\"native transport\"}")
        .contains("\"requestPorts\":[8080,8081]");
  }

  @Test
  void sendSpans_joined_bringsThemToTheServer() throws Exception {
    begin();

    client.sendSpans(new byte[] {'s', 'p', 'a', 'n'});

    assertThat(mesh.server.requests("POST", "/mesh/v1/traces"))
        .singleElement()
        .satisfies(it -> assertThat(it.body()).isEqualTo("span"))
        .satisfies(it -> assertThat(it.client()).isNotNull());
  }

  @Test
  void sendSpans_refusedOrNotJoined_isAFailure() {
    assertThatThrownBy(() -> client.sendSpans(new byte[1]))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("not joined");
    begin();
    mesh.first =
        request ->
            request.to("/mesh/v1/traces")
                ? FakePolicyServer.Reply.status(429, "too many requests")
                : null;

    assertThatThrownBy(() -> client.sendSpans(new byte[1]))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("429 too many requests");
    client.beginClose();
    assertThatThrownBy(() -> client.sendSpans(new byte[1]))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void close_withdrawsTheLease() {
    begin();
    client.beginClose();
    mesh.scheduler.runDue();

    assertThat(client.withdrawn().getCount()).isZero();
    assertThat(mesh.server.requests("DELETE", "/mesh/v1/leases/")).hasSize(1);
    assertThat(client.announce(at("127.0.0.1", 1)))
        .isCompletedWithValue(new LeaseAnswer.Withdrawn());
    assertThat(client.lookup(at("10.0.0.9", 80))).isCompletedExceptionally();
  }

  @Test
  void announce_unresolved_isRefused() {
    assertThatThrownBy(() -> client.announce(InetSocketAddress.createUnresolved("x", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
