package dev.weft.proxy.link;

import dev.weft.core.control.MeshConfig;
import dev.weft.core.directory.Directory;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.TestCa;
import dev.weft.core.policy.Action;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.ResourceMetadata;
import dev.weft.core.policy.Rule;
import dev.weft.core.policy.Source;
import dev.weft.core.policy.Terms;
import dev.weft.core.policy.WorkloadSelector;
import dev.weft.core.token.KeySources;
import dev.weft.enforcer.link.JdkEngines;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.rules.Rulebook;
import dev.weft.enforcer.rules.WorkloadRules;
import dev.weft.proxy.net.ConnectionCounts;
import dev.weft.proxy.net.Transport;
import dev.weft.proxy.settings.TransportChoice;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workload {@code shop/server} with what connections to it need. */
final class RuledWorkload implements AutoCloseable {
  static final String ID = "spiffe://weft.local/ns/shop/sa/server";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final TestCa ca = new TestCa(Instant.now());
  final Identity identity = new Identity(ca.svid(ID), ca.bundle());
  final FakeMeshClient client = new FakeMeshClient(identity);
  final ToldEvents events = new ToldEvents();
  final OpenInbound open = new OpenInbound();
  final WorkloadRules rules =
      new WorkloadRules(client, InstantSource.system(), EventLog.to(null, LogLevel.ERROR));
  final Transport transport;
  final MeshTls tls = new MeshTls(JdkEngines.INSTANCE, null, PATIENCE);
  final Connector connector;
  final OpenOutbound outgoing = new OpenOutbound();
  final ConnectionCounts counts = new ConnectionCounts();
  final Inbound inbound;

  RuledWorkload() throws IOException {
    transport = Transport.open(Thread::new, TransportChoice.NIO, 0, false);
    connector =
        new Connector(transport, rules, events, InstantSource.system(), PATIENCE, tls, outgoing);
    inbound =
        new Inbound(
            rules, connector, open, events, InstantSource.system(), tls, PATIENCE, counts, false);
    enforce(MutualTlsMode.PERMISSIVE, List.of());
  }

  /** Puts that mode and those denials in force, as a change of the config does. */
  void change(MutualTlsMode mode, String... denied) {
    enforce(mode, List.of(denied));
    open.recheck();
  }

  private void enforce(MutualTlsMode mode, List<String> denied) {
    ResourceMetadata metadata = ResourceMetadata.of("shop", "rules");
    Source source =
        new Source(
            new Terms(denied, List.of()),
            Terms.NONE,
            Terms.NONE,
            Terms.NONE,
            Terms.NONE,
            Terms.NONE,
            Terms.NONE);
    Rule rule = new Rule(List.of(source), List.of(), List.of());
    MeshConfig config =
        new MeshConfig(
            1,
            MeshSettings.DEFAULT,
            denied.isEmpty()
                ? List.of()
                : List.of(
                    new AuthorizationPolicy(
                        metadata, WorkloadSelector.ALL, List.of(), Action.DENY, List.of(rule))),
            List.of(
                new PeerAuthentication(
                    metadata, WorkloadSelector.ALL, Optional.of(mode), Map.of())),
            List.of(),
            List.of(),
            List.of(),
            Directory.EMPTY,
            identity.bundle());
    rules.enforce(
        Rulebook.compile(
            config, identity.id(), Map.of(), KeySources.none(), InstantSource.system()));
  }

  @Override
  public void close() {
    transport.loops().shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
  }
}
