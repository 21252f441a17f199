package dev.weft.proxy.workload;

import dev.weft.core.control.LeaseAnswer;
import dev.weft.core.control.MeshClient;
import dev.weft.core.control.MeshConfig;
import dev.weft.core.control.MeshListener;
import dev.weft.core.control.MeshStartException;
import dev.weft.core.control.Unprotected;
import dev.weft.core.identity.Identity;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.request.DenialDetail;
import dev.weft.enforcer.request.RequestJudge;
import dev.weft.enforcer.request.RequestLog;
import dev.weft.enforcer.request.ServerTraces;
import dev.weft.enforcer.rules.IssuerKeys;
import dev.weft.enforcer.rules.Rulebook;
import dev.weft.enforcer.rules.WorkloadRules;
import dev.weft.enforcer.trace.AccessLog;
import dev.weft.enforcer.trace.Tracer;
import dev.weft.proxy.link.OpenInbound;
import dev.weft.proxy.link.OpenOutbound;
import dev.weft.proxy.net.ProxyThreads;
import dev.weft.proxy.settings.WorkloadSpec;
import dev.weft.proxy.svid.Seat;
import dev.weft.proxy.svid.SharedSvids;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A workload that the proxy serves. It has an SVID and a config of its own, as a process with the
 * agent has. Safe for any thread.
 */
public final class Workload implements AutoCloseable {
  private final WorkloadSpec spec;
  private final EventLog log;
  private final MeshClient client;
  private final WorkloadRules rules;
  private final WorkloadTracing tracing;
  private final RequestJudge judge;
  private final IssuerKeys issuerKeys;
  private final Set<Unprotected> gaps = new LinkedHashSet<>();
  private final OpenInbound open = new OpenInbound();
  private final OpenOutbound outgoing = new OpenOutbound();

  private Workload(
      WorkloadSpec spec,
      MeshClient client,
      Seat seat,
      boolean toTraceStore,
      AccessLog accessLog,
      EventLog log,
      Faults faults) {
    this.spec = spec;
    this.log = log;
    this.client = client;
    this.rules = new WorkloadRules(client, InstantSource.system(), log, seat::hurry);
    this.tracing =
        new WorkloadTracing(
            spec.labels(), toTraceStore ? client : null, System.getenv(), accessLog, log, faults);
    this.judge =
        new RequestJudge(
            rules::requests,
            DenialDetail.MESH,
            false,
            rules::own,
            new RequestLog(log),
            new ServerTraces(tracing::tracer, faults));
    this.issuerKeys = new IssuerKeys(log, new ProxyThreads("keys", faults));
  }

  /**
   * Sets up the workload of {@code spec}, which joins when it is told to.
   *
   * @param svids where it gets its SVIDs by turns with the others
   * @param accessLog where its requests are logged, with those of the others
   */
  public static Workload of(
      WorkloadSpec spec,
      URI server,
      SharedSvids svids,
      boolean toTraceStore,
      AccessLog accessLog,
      EventLog log,
      Faults faults) {
    Seat seat = svids.queue().seat();
    MeshClient client =
        MeshClient.builder(server, spec.join().credential(), new ProxyThreads("control", faults))
            .labels(spec.labels())
            .svids(seat, svids.connections())
            .build();
    return new Workload(spec, client, seat, toTraceStore, accessLog, log, faults);
  }

  /**
   * Joins the mesh, and waits for identity and rules, {@code timeout} at most. Without them nothing
   * is let through, until they are there.
   */
  public void join(Duration timeout) {
    client.onChange(new Changes());
    try {
      client.start(timeout);
      log.info(
          "workload.joined",
          "workload",
          spec.name(),
          "identity",
          client.identity().map(Identity::id).orElse(null));
    } catch (MeshStartException e) {
      log.error(
          "workload.not.joined",
          "workload",
          spec.name(),
          "reason",
          e.reason(),
          "message",
          e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Tells the mesh that this workload is to be met at {@code listener}.
   *
   * @return done when the policy server has answered, whatever it said
   */
  public CompletableFuture<LeaseAnswer> announce(InetSocketAddress listener) {
    return client
        .announce(listener)
        .whenComplete((answer, failure) -> logged(listener, answer, failure));
  }

  private void logged(
      InetSocketAddress listener, @Nullable LeaseAnswer answer, @Nullable Throwable failure) {
    if (answer instanceof LeaseAnswer.Acknowledged acknowledged) {
      log.info(
          "lease.acknowledged",
          "workload",
          spec.name(),
          "listener",
          listener,
          "revision",
          acknowledged.revision());
    } else if (answer instanceof LeaseAnswer.Refused refused) {
      log.warn(
          "lease.refused",
          "workload",
          spec.name(),
          "listener",
          listener,
          "reason",
          refused.reason());
    } else if (failure != null) {
      log.warn("lease.failed", "workload", spec.name(), "why", failure.getMessage());
    }
  }

  /** Takes back {@link #announce}. */
  public void withdraw(InetSocketAddress listener) {
    client.withdraw(listener);
  }

  /** Tells the mesh of something of this workload that is not protected; once. */
  public void unprotected(Unprotected gap) {
    // One at a time, so that none is reported without another.
    synchronized (gaps) {
      if (gaps.add(gap)) {
        client.report(List.copyOf(gaps));
      }
    }
  }

  /** What it was made of. */
  public WorkloadSpec spec() {
    return spec;
  }

  /** What is in force for it. */
  public WorkloadRules rules() {
    return rules;
  }

  /** Judges the requests that come for it. */
  public RequestJudge judge() {
    return judge;
  }

  /** Traces its requests. */
  public Tracer tracer() {
    return tracing.tracer();
  }

  /** Who it is; empty before it has joined. */
  public Optional<Identity> identity() {
    return client.identity();
  }

  /** The config in force; empty before the first. */
  public Optional<MeshConfig> config() {
    return client.config();
  }

  /** What has come in for it and is open. */
  public OpenInbound open() {
    return open;
  }

  /** What has gone out from it into the mesh and is open. */
  OpenOutbound outgoing() {
    return outgoing;
  }

  /** Whether it has an identity that peers accept, and rules. */
  public boolean isReady() {
    return rules.areThere()
        && client
            .identity()
            .filter(it -> it.svid().expires().isAfter(InstantSource.system().instant()))
            .isPresent();
  }

  /** One line for people: who it is, until when, and by which revision. */
  public String describe() {
    return spec.name()
        + " "
        + client
            .identity()
            .map(it -> it.id() + " until " + it.svid().expires())
            .orElse("without identity")
        + ", "
        + client
            .config()
            .map(it -> "revision " + it.revision() + ", endpoints " + it.directory().size())
            .orElse("without rules")
        + ", open "
        + open.size();
  }

  @Override
  public void close() {
    // Before, since the last spans may go to the policy server.
    tracing.close();
    client.close();
  }

  private final class Changes implements MeshListener {
    @Override
    public void identityChanged(Identity identity) {
      log.info(
          "identity.changed",
          "workload",
          spec.name(),
          "identity",
          identity.id(),
          "expires",
          identity.svid().expires());
      open.recheck();
      outgoing.recheck();
    }

    @Override
    public void configChanged(MeshConfig config) {
      Identity self = client.identity().orElseThrow();
      rules.enforce(
          Rulebook.compile(config, self.id(), spec.labels(), issuerKeys, InstantSource.system()));
      tracing.follow(config, self.id());
      log.info(
          "config.enforced",
          "workload",
          spec.name(),
          "revision",
          config.revision(),
          "endpoints",
          config.directory().size());
      open.recheck();
    }
  }
}
