package dev.weft.proxy;

import dev.weft.core.control.NodePodsClient;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.settings.JoinSource;
import dev.weft.proxy.admin.AdminPages;
import dev.weft.proxy.admin.Metrics;
import dev.weft.proxy.capture.Listeners;
import dev.weft.proxy.captured.CaptureHealth;
import dev.weft.proxy.captured.Capturing;
import dev.weft.proxy.captured.KernelCapture;
import dev.weft.proxy.enrol.ClusterPods;
import dev.weft.proxy.enrol.Members;
import dev.weft.proxy.enrol.WorkloadFolder;
import dev.weft.proxy.host.HostProcesses;
import dev.weft.proxy.inpod.InPodCapture;
import dev.weft.proxy.link.MeshTls;
import dev.weft.proxy.net.ConnectionCounts;
import dev.weft.proxy.net.ConnectionLimit;
import dev.weft.proxy.net.ProxyThreads;
import dev.weft.proxy.net.TimeLimits;
import dev.weft.proxy.net.Transport;
import dev.weft.proxy.node.NodePods;
import dev.weft.proxy.ready.Readiness;
import dev.weft.proxy.route.HostNames;
import dev.weft.proxy.settings.CaptureSettings;
import dev.weft.proxy.settings.ProxySettings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The running proxy. Started and stopped once. */
public final class NodeProxy {
  private static final int LOOKUP_THREADS = 4;
  private static final int LOOKUPS_WAITING = 1024;

  private final ProxySettings settings;
  private final EventLog log;
  private final Faults faults;
  private final Transport transport;
  private final MeshTls tls;
  private final ConnectionLimit limit;
  private final ConnectionCounts counts = new ConnectionCounts();
  private final Listeners listeners;
  private final @Nullable KernelCapture kernel;
  private final Members members;
  private final Upkeep enrolment;
  private final Upkeep captureUpkeep;
  private volatile @Nullable ClusterPods cluster;
  private @Nullable AdminPages admin;

  private NodeProxy(ProxySettings settings, MeshTls tls, EventLog log, Faults faults)
      throws IOException {
    this.settings = settings;
    this.tls = tls;
    this.log = log;
    this.faults = faults;
    CaptureSettings capture = settings.capture();
    this.transport =
        Transport.open(
            new ProxyThreads("io", faults),
            settings.transport(),
            capture.isOn() ? capture.ownMark() : 0,
            settings.sharePorts());
    this.limit = new ConnectionLimit(settings.maxConnections());
    TimeLimits times = TimeLimits.of(settings.idleTimeout(), settings.streamIdleTimeout());
    this.listeners = new Listeners(transport, limit, times, counts, log);
    HostNames names = new HostNames(lookups());
    this.kernel = kernel(names);
    this.members =
        new Members(settings, transport, tls, listeners, counts, names, kernel, log, faults);
    // Apart, since a pod whose policy server does not answer is waited for.
    this.enrolment = new Upkeep(new ProxyThreads("enrolment", faults), faults);
    this.captureUpkeep = new Upkeep(new ProxyThreads("capture", faults), faults);
  }

  private @Nullable KernelCapture kernel(HostNames names) {
    Capturing capturing =
        new Capturing(settings, transport, tls, listeners, counts, names, log, faults);
    return switch (settings.capture().mode()) {
      case OFF -> null;
      case NODE -> new NodePods(capturing);
      case HOST -> new HostProcesses(capturing);
      case POD -> new InPodCapture(capturing);
    };
  }

  /**
   * Joins the mesh for every workload and opens its ports.
   *
   * @throws IOException when a port cannot be opened, or capture is not possible; then nothing goes
   *     on
   */
  public static NodeProxy start(ProxySettings settings, EventLog log, Faults faults)
      throws IOException, InterruptedException {
    MeshTls tls = MeshTls.of(settings.tls(), settings.handshakeTimeout());
    if (tls.fallback() != null) {
      log.warn("tls.fallback", "to", tls.provider(), "why", tls.fallback());
    }
    NodeProxy proxy = new NodeProxy(settings, tls, log, faults);
    try {
      proxy.open();
    } catch (IOException | RuntimeException e) {
      proxy.end();
      throw e;
    }
    return proxy;
  }

  private void open() throws IOException, InterruptedException {
    KernelCapture captured = kernel;
    CaptureHealth health = captured == null ? null : new CaptureHealth(captured);
    if (captured != null) {
      if (!transport.isTransparent()) {
        throw new IOException(
            "capture: not with transport "
                + transport.choice()
                + " (expected: epoll or io_uring, on Linux)");
      }
      captured.check();
    }
    enrol();
    if (captured != null && health != null) {
      // Not before the pods are ready: who knocks until then is kept waiting, and not turned away.
      captured.listen();
      captureUpkeep.every(Duration.ofSeconds(5), "capture", health::keep);
    }
    AdminPages pages =
        AdminPages.open(
            settings.admin(),
            members::workloads,
            new Readiness(members::workloads, this::areMembersKnown, health, transport, tls),
            new Metrics(
                members::workloads,
                limit::open,
                counts,
                () -> captured == null ? 0 : captured.datagrams(),
                members::svids),
            log,
            new ProxyThreads("admin", faults));
    admin = pages;
    log.info("admin.open", "at", pages.address());
    log.info(
        "proxy.started",
        "workloads",
        members.workloads().size(),
        "transport",
        transport.choice(),
        "tls",
        tls.provider());
  }

  /** Serves whom the settings name, and has those followed who come and go. */
  private void enrol() throws IOException, InterruptedException {
    JoinSource.InPod token = settings.pods();
    if (token != null) {
      ProxyThreads threads = new ProxyThreads("pods", faults);
      NodePodsClient client =
          new NodePodsClient(settings.server(), token.token(), InstantSource.system(), threads);
      ClusterPods known = new ClusterPods(client, token, members, log);
      cluster = known;
      known.follow();
      enrolment.every(Duration.ofSeconds(2), "pods", known::follow);
    } else if (settings.workloadFolder() != null) {
      WorkloadFolder folder =
          new WorkloadFolder(settings.workloadFolder(), settings.capture(), members, log);
      folder.begin(settings.workloads());
      enrolment.every(Duration.ofSeconds(1), "folder", folder::follow);
    } else {
      members.enrol(settings.workloads(), Members.Refused.ENDS);
    }
  }

  private boolean areMembersKnown() {
    ClusterPods following = cluster;
    return following == null || following.areKnown();
  }

  private ThreadPoolExecutor lookups() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            LOOKUP_THREADS,
            LOOKUP_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(LOOKUPS_WAITING),
            new ProxyThreads("names", faults));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /** Waits until the proxy has stopped. */
  public void await() throws InterruptedException {
    transport.loops().terminationFuture().await();
  }

  /**
   * Stops: the mesh is told first, then nothing more is accepted, and what is open goes on for the
   * drain timeout at most. What is captured is accepted for longer, see {@link #drainCaptured}.
   * Rules of capture stay, so that pods are closed off and not exposed.
   */
  public void stop() throws InterruptedException {
    log.info("proxy.stopping", "open", limit.open());
    enrolment.close();
    captureUpkeep.close();
    boolean othersTakeOver = kernel == null || settings.sharePorts();
    boolean drained = othersTakeOver ? drain() : drainCaptured();
    log.info("proxy.stopped", "drained", drained, "cut", limit.open());
    end();
  }

  private boolean drain() throws InterruptedException {
    members.withdrawAll();
    closeListeners();
    limit.drain();
    return limit.awaitNone(settings.drainTimeout());
  }

  /**
   * What the kernel diverts nobody else takes on: it is accepted for as long as anything is open.
   */
  private boolean drainCaptured() throws InterruptedException {
    Duration last = settings.drainTimeout().dividedBy(4);
    limit.drain();
    boolean unused = limit.awaitNone(settings.drainTimeout().minus(last));
    members.withdrawAll();
    closeListeners();
    return limit.awaitNone(last);
  }

  private void closeListeners() {
    listeners.close();
    if (kernel != null) {
      kernel.close();
    }
  }

  private void end() {
    enrolment.close();
    captureUpkeep.close();
    ClusterPods following = cluster;
    if (following != null) {
      following.close();
    }
    closeListeners();
    members.close();
    if (admin != null) {
      admin.close();
    }
    transport
        .loops()
        .shutdownGracefully(0, Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS)
        .syncUninterruptibly();
  }
}
