package dev.weft.agent.mesh;

import dev.weft.agent.settings.AgentSettings;
import dev.weft.agent.thread.AgentThreads;
import dev.weft.agent.tls.Farewells;
import dev.weft.agent.tls.LastWords;
import dev.weft.agent.tls.OutboundSocket;
import dev.weft.agent.tls.SocketContext;
import dev.weft.agent.tls.Unattended;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.ProcessEnd;
import dev.weft.bootstrap.http.RequestGate;
import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.core.control.MeshClient;
import dev.weft.core.control.MeshConfig;
import dev.weft.core.control.MeshListener;
import dev.weft.core.control.MeshStartException;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.JoinCredential;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.identity.TrustBundle;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.Unprotected;
import dev.weft.enforcer.request.RequestJudge;
import dev.weft.enforcer.request.RequestLog;
import dev.weft.enforcer.rights.OwnRights;
import dev.weft.enforcer.rules.ConnectionLog;
import dev.weft.enforcer.rules.IssuerKeys;
import dev.weft.enforcer.rules.Rulebook;
import dev.weft.enforcer.rules.WorkloadRules;
import dev.weft.enforcer.settings.SettingException;
import dev.weft.enforcer.trace.otlp.TraceStoreDestination;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Joins the mesh and opens it for the process's sockets. Made once, after the hooks are woven. */
public final class Mesh {
  private static final Duration LEASE_WAIT = Duration.ofSeconds(2);

  /** How long the program waits for the mesh to be made, which takes nobody but this process. */
  private static final Duration MAKING = Duration.ofSeconds(30);

  private final AgentSettings settings;
  private final EventLog log;
  private final MeshClient client;
  private final WorkloadRules rules;
  private final MeshView view;
  private final OpenConnections connections = new OpenConnections();
  private final SelfConnections selfConnections = new SelfConnections();
  private final TakenDestinations destinations = new TakenDestinations();
  private final ExecutorService rechecks;
  private final IssuerKeys issuerKeys;
  private final RequestPorts requestPorts;
  private final SocketContext context;
  private final MeshTracing tracing;
  private final AgentTimer timer;
  private final AgentPoller poller;
  private final AgentThreads end;

  private Mesh(
      AgentSettings settings,
      JoinCredential credential,
      MeshEngines engines,
      EventLog log,
      Faults faults) {
    this.settings = settings;
    this.log = log;
    this.client = client(settings, credential, engines, faults);
    this.rules = new WorkloadRules(client, InstantSource.system(), log);
    this.view = new MeshView(rules, selfConnections);
    this.requestPorts = new RequestPorts(client::judgesRequestsOn);
    this.rechecks = oneAtATime(faults);
    this.issuerKeys = new IssuerKeys(log, new AgentThreads("keys", faults));
    this.tracing =
        new MeshTracing(
            settings,
            settings.traceStore() ? new TraceStoreDestination(client) : null,
            log,
            faults);
    this.timer = new AgentTimer(new AgentThreads("timer", faults), faults::caught);
    this.poller = new AgentPoller(new AgentThreads("poller", faults), faults::caught);
    this.end = new AgentThreads("end", faults);
    this.context =
        new SocketContext(
            new ConnectionLog(log, faults),
            InstantSource.system(),
            timer,
            new Unattended(timer, poller),
            new Farewells(timer, poller, new LastWords(end::atEnd)),
            engines,
            settings.handshakeTimeout(),
            settings.sniffTimeout());
  }

  /**
   * Opens the mesh, which is made and joined beside the program's start. What the program does with
   * sockets waits for the first identity and config, {@code startup.timeout} at most from now on.
   * Without them none of its connections is let through until they are there.
   *
   * @throws SettingException when what to join with is missing or malformed
   */
  public static void open(
      AgentSettings settings,
      MeshEngines engines,
      EventLog log,
      Faults faults,
      Unprotected unprotected) {
    JoinCredential credential = settings.join().credential();
    StartStep making = StartStep.within(MAKING);
    StartStep joining = StartStep.within(settings.startupTimeout());
    EarlyGates early = new EarlyGates(making, unprotected, faults);
    Runnable start =
        () -> {
          try {
            Mesh mesh = new Mesh(settings, credential, engines, log, faults);
            mesh.ready(faults, unprotected);
            early.giveWayTo(mesh.gates(joining, mesh.listeners(), faults, unprotected));
            mesh.join();
          } finally {
            making.finish();
            joining.finish();
          }
        };
    early.open();
    new AgentThreads("join", faults).newThread(start).start();
  }

  /**
   * Joins the mesh for a program that runs already, of which nothing is touched yet.
   *
   * @return to be {@linkplain #openLate opened}, or closed
   * @throws SettingException when there is no identity or no config in time
   */
  public static Mesh joinLate(
      AgentSettings settings, MeshEngines engines, EventLog log, Faults faults) {
    Mesh mesh = new Mesh(settings, settings.join().credential(), engines, log, faults);
    String why;
    try {
      mesh.client.start(settings.startupTimeout());
      return mesh;
    } catch (MeshStartException e) {
      why = e.reason() + ", " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      why = "interrupted";
    }
    mesh.close();
    throw new SettingException(
        "mesh: not joined within "
            + settings.startupTimeout().toMillis()
            + " ms: "
            + why
            + " (expected: an identity and a config from "
            + settings.server()
            + ")");
  }

  /**
   * Opens the mesh for what the program's sockets do from now on, once the hooks are woven, and
   * takes over what it listens on.
   *
   * @return how to leave it again
   * @throws IOException when it is not to be known what that is; nothing is open then
   */
  public MeshExit openLate(Faults faults, Unprotected unprotected) throws IOException {
    ProcessSockets before = ProcessSockets.read();
    ready(faults, unprotected);
    Listeners listeners = listeners();
    gates(StartStep.done(), listeners, faults, unprotected).openLate();
    log.info("mesh.joined", "identity", client.identity().map(Identity::id).orElse(null));
    OlderConnections.report(before, settings.server(), log, unprotected, context.timer());
    int adopted = listeners.adopt(now(before, faults));
    log.info("attach.listeners", "announced", adopted);
    return new MeshExit(
        rules, connections, destinations, listeners, context.farewells(), log, parts());
  }

  /** What was opened while the hooks were woven is among it. */
  private static ProcessSockets now(ProcessSockets before, Faults faults) {
    try {
      return ProcessSockets.read();
    } catch (IOException e) {
      faults.caught("attach.listeners", e);
      return before;
    }
  }

  /** Ends what {@link #joinLate} began. */
  public void close() {
    parts().forEach(Runnable::run);
  }

  /** What ends each part. */
  private List<Runnable> parts() {
    return List.of(
        poller::close,
        timer::close,
        end::nothingAtEnd,
        rechecks::shutdownNow,
        tracing::close,
        client::close);
  }

  private void ready(Faults faults, Unprotected unprotected) {
    client.onChange(new Changes());
    unprotected.onAdded(() -> report(unprotected));
    report(unprotected);
    TaskContexts.onFault(faults::caught);
    sayGoodbye(faults);
  }

  /** Where this cannot be, who is connected to a process that ends sees a broken connection. */
  private void sayGoodbye(Faults faults) {
    try {
      ProcessEnd.last(
          () -> {
            try {
              OwnRights.act(connections::endWithProcess);
            } catch (RuntimeException | Error e) {
              faults.caught("process.end", e);
            }
          });
    } catch (IllegalStateException e) {
      // It ends already, with no connection of the mesh.
      return;
    } catch (RuntimeException | Error e) {
      faults.caught("process.end", e);
    }
  }

  private Listeners listeners() {
    return new Listeners(client, log, LEASE_WAIT, requestPorts);
  }

  private static @Nullable String principal(MeshSocket socket) {
    SpiffeId peer = socket instanceof OutboundSocket outbound ? outbound.peer() : null;
    return peer == null ? null : peer.principal();
  }

  /** Libraries are met, and found unfit, for as long as the program loads classes. */
  private void report(Unprotected unprotected) {
    client.report(
        unprotected.snapshot().stream()
            .map(gap -> new dev.weft.core.control.Unprotected(gap.what(), gap.why()))
            .toList());
  }

  private Gates gates(
      StartStep joining, Listeners listeners, Faults faults, Unprotected unprotected) {
    return new Gates(
        gate(joining, listeners, unprotected),
        requests(faults),
        tracing.ofSentRequests(Mesh::principal));
  }

  private AgentGate gate(StartStep joining, Listeners listeners, Unprotected unprotected) {
    return new AgentGate(
        joining,
        context,
        view,
        listeners,
        selfConnections,
        connections,
        destinations,
        settings.self(),
        settings.serverFirstPorts(),
        unprotected);
  }

  private RequestGate requests(Faults faults) {
    RequestJudge judge =
        new RequestJudge(
            rules::requests,
            settings.denialDetail(),
            settings.forwardIdentity(),
            rules::own,
            new RequestLog(log),
            tracing.ofRequests());
    return new SocketRequests(judge, requestPorts::add, faults);
  }

  private void join() {
    try {
      client.start(settings.startupTimeout());
      log.info("mesh.joined", "identity", client.identity().map(Identity::id).orElse(null));
    } catch (MeshStartException e) {
      log.error("mesh.not.joined", "reason", e.reason(), "message", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static MeshClient client(
      AgentSettings settings, JoinCredential credential, MeshEngines engines, Faults faults) {
    return MeshClient.builder(settings.server(), credential, new AgentThreads("control", faults))
        .labels(settings.labels())
        .tls(new MeshControl(engines))
        .build();
  }

  /** A change during a recheck makes one more, however many changes there are. */
  private static ExecutorService oneAtATime(Faults faults) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(1),
            new AgentThreads("recheck", faults),
            new ThreadPoolExecutor.DiscardPolicy());
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private final class Changes implements MeshListener {
    private @Nullable TrustBundle bundle;

    @Override
    public void identityChanged(Identity identity) {
      log.info(
          "identity.changed",
          "identity",
          identity.id(),
          "serial",
          identity.svid().leaf().getSerialNumber().toString(16),
          "expires",
          identity.svid().expires());
      if (!identity.bundle().equals(bundle)) {
        bundle = identity.bundle();
        rechecks.execute(connections::recheck);
      }
    }

    @Override
    public void configChanged(MeshConfig config) {
      Identity self = client.identity().orElseThrow();
      Map<String, String> labels = settings.labels();
      rules.enforce(
          Rulebook.compile(config, self.id(), labels, issuerKeys, InstantSource.system()));
      tracing.follow(config, self.id());
      log.info(
          "config.enforced",
          "revision",
          config.revision(),
          "authorization_policies",
          config.authorizationPolicies().size(),
          "request_authentications",
          config.requestAuthentications().size(),
          "peer_authentications",
          config.peerAuthentications().size(),
          "endpoints",
          config.directory().size());
      rechecks.execute(connections::recheck);
    }
  }
}
