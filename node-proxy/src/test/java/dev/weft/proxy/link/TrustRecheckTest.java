package dev.weft.proxy.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.directory.IpLiteral;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.identity.TestCa;
import dev.weft.core.identity.TrustBundle;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.Vouching;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A client whose SVID is of another root shakes hands with the workload in memory; both ends are
 * held to the roots that are in force afterwards.
 */
class TrustRecheckTest {
  private static final InetSocketAddress PLACE =
      new InetSocketAddress(IpLiteral.parse("127.0.0.1"), 8080);
  private static final String CLIENT = "spiffe://weft.local/ns/shop/sa/client";

  private final TestCa other = new TestCa(Instant.now());
  private final RuledWorkload workload = new RuledWorkload();
  private final RuledWorkload caller = new RuledWorkload();
  private final FakeProgram program = new FakeProgram();
  private final ClientChannel server = new ClientChannel();
  private final EmbeddedChannel client = new EmbeddedChannel();

  TrustRecheckTest() throws Exception {}

  @BeforeEach
  void shakeHands() throws Exception {
    TrustBundle both = bundle(workload.ca.root, other.root);
    workload.client.become(workload.identity.withBundle(both));
    caller.client.become(new Identity(other.svid(CLIENT), both));
    MutualTls tls =
        caller
            .tls
            .engines()
            .client(
                caller.rules.current(),
                Set.of(SpiffeId.parse(RuledWorkload.ID)),
                InstantSource.system());
    caller.tls.addLast(client.pipeline(), tls);
    InboundConnection.take(workload.inbound, server, program, PLACE);
    for (int i = 0; i < 20; i++) {
      pass(client, server);
      pass(server, client);
    }
    caller.outgoing.add(
        new OutboundConnection(client, tls.trust(), PLACE, caller.rules, caller.events));
    assertThat(program.served).isOne();
  }

  @AfterEach
  void end() {
    client.finishAndReleaseAll();
    server.finishAndReleaseAll();
    workload.close();
    caller.close();
  }

  @Test
  void inbound_rootOfTheClientRemoved_isCut() {
    trust(workload, server, workload.ca.root);

    assertThat(server.isOpen()).isFalse();
    assertThat(workload.events.all).last().asString().contains(Vouching.GONE);
  }

  @Test
  void inbound_otherRootRemoved_goesOn() {
    trust(workload, server, other.root);

    assertThat(server.isOpen()).isTrue();
    assertThat(workload.events.all).containsExactly("accepted " + CLIENT);
  }

  @Test
  void inbound_ownSvidRenewed_goesOn() {
    workload.client.become(
        new Identity(workload.ca.svid(RuledWorkload.ID), bundle(workload.ca.root, other.root)));
    workload.open.recheck();
    server.runPendingTasks();

    assertThat(server.isOpen()).isTrue();
  }

  @Test
  void outbound_rootOfTheServerRemoved_isCut() {
    trust(caller, client, other.root);

    assertThat(client.isOpen()).isFalse();
    assertThat(caller.events.all).containsExactly("refused " + Vouching.GONE);
    assertThat(caller.outgoing.size()).isZero();
  }

  @Test
  void outbound_otherRootRemoved_goesOn() {
    trust(caller, client, workload.ca.root);

    assertThat(client.isOpen()).isTrue();
    assertThat(caller.events.all).isEmpty();
  }

  /** Those roots are in force from now on. */
  private static void trust(RuledWorkload at, EmbeddedChannel channel, X509Certificate... roots) {
    at.client.become(at.client.identity().orElseThrow().withBundle(bundle(roots)));
    at.open.recheck();
    at.outgoing.recheck();
    channel.runPendingTasks();
  }

  private static TrustBundle bundle(X509Certificate... roots) {
    return new TrustBundle("weft.local", List.of(roots));
  }

  private static void pass(EmbeddedChannel from, EmbeddedChannel to) {
    from.runPendingTasks();
    for (Object sent = from.readOutbound(); sent != null; sent = from.readOutbound()) {
      to.writeInbound(sent);
    }
    to.runPendingTasks();
  }
}
