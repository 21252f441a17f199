package dev.weft.proxy;

import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.rules.ConnectionLog;
import dev.weft.proxy.admin.AdminPages;
import dev.weft.proxy.capture.Listeners;
import dev.weft.proxy.capture.WorkloadPorts;
import dev.weft.proxy.http.OutboundPassage;
import dev.weft.proxy.link.Connector;
import dev.weft.proxy.link.Inbound;
import dev.weft.proxy.net.ConnectionLimit;
import dev.weft.proxy.net.ProxyThreads;
import dev.weft.proxy.net.Transport;
import dev.weft.proxy.program.Programs;
import dev.weft.proxy.route.HostNames;
import dev.weft.proxy.settings.ProxySettings;
import dev.weft.proxy.settings.WorkloadSpec;
import dev.weft.proxy.workload.Workload;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
  private final ConnectionLimit limit;
  private final Listeners listeners;
  private final List<Workload> workloads = new ArrayList<>();
  private final List<Runnable> withdrawals = new ArrayList<>();
  private @Nullable AdminPages admin;

  private NodeProxy(ProxySettings settings, EventLog log, Faults faults) {
    this.settings = settings;
    this.log = log;
    this.faults = faults;
    this.transport = Transport.open(new ProxyThreads("io", faults));
    this.limit = new ConnectionLimit(settings.maxConnections());
    this.listeners = new Listeners(transport, limit, log);
  }

  /**
   * Joins the mesh for every workload and opens its ports.
   *
   * @throws IOException when a port cannot be opened; then nothing goes on
   */
  public static NodeProxy start(ProxySettings settings, EventLog log, Faults faults)
      throws IOException, InterruptedException {
    NodeProxy proxy = new NodeProxy(settings, log, faults);
    try {
      proxy.open();
    } catch (IOException | RuntimeException e) {
      proxy.end();
      throw e;
    }
    return proxy;
  }

  private void open() throws IOException, InterruptedException {
    for (WorkloadSpec spec : settings.workloads()) {
      workloads.add(Workload.of(spec, settings.server(), settings.traceStore(), log, faults));
    }
    join();
    HostNames names = new HostNames(lookups());
    for (Workload workload : workloads) {
      for (InetSocketAddress place : ports(workload, names).open(workload.spec().listeners())) {
        workload.announce(place);
        withdrawals.add(() -> workload.withdraw(place));
      }
    }
    AdminPages pages =
        AdminPages.open(
            settings.admin(), workloads, limit::open, new ProxyThreads("admin", faults));
    admin = pages;
    log.info("admin.open", "at", pages.address());
    log.info("proxy.started", "workloads", workloads.size(), "epoll", transport.epoll());
  }

  /** Joins them side by side, so that one whom the policy server lets wait holds up no other. */
  private void join() throws InterruptedException {
    ProxyThreads threads = new ProxyThreads("join", faults);
    List<Thread> joining = new ArrayList<>();
    for (Workload workload : workloads) {
      Thread thread = threads.newThread(() -> workload.join(settings.startupTimeout()));
      thread.start();
      joining.add(thread);
    }
    for (Thread thread : joining) {
      thread.join();
    }
  }

  private WorkloadPorts ports(Workload workload, HostNames names) {
    ConnectionLog events = new ConnectionLog(log, faults);
    Connector connector =
        new Connector(
            transport,
            workload.rules(),
            events,
            InstantSource.system(),
            settings.connectTimeout(),
            settings.handshakeTimeout());
    Inbound inbound =
        new Inbound(
            workload.rules(),
            connector,
            workload.open(),
            events,
            InstantSource.system(),
            settings.handshakeTimeout(),
            settings.sniffTimeout());
    Programs programs = new Programs(connector, workload.judge(), settings.handshakeTimeout());
    OutboundPassage passage = new OutboundPassage(workload.tracer(), faults);
    return new WorkloadPorts(
        workload, listeners, connector, inbound, programs, passage, names, settings, log);
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
   * drain timeout at most.
   */
  public void stop() throws InterruptedException {
    log.info("proxy.stopping", "open", limit.open());
    withdrawals.forEach(Runnable::run);
    listeners.close();
    boolean drained = limit.awaitNone(settings.drainTimeout());
    log.info("proxy.stopped", "drained", drained, "cut", limit.open());
    end();
  }

  private void end() {
    listeners.close();
    workloads.forEach(Workload::close);
    if (admin != null) {
      admin.close();
    }
    transport
        .loops()
        .shutdownGracefully(0, Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS)
        .syncUninterruptibly();
  }
}
