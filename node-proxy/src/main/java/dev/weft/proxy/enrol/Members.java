package dev.weft.proxy.enrol;

import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.trace.AccessLogWriter;
import dev.weft.proxy.capture.Listeners;
import dev.weft.proxy.capture.WorkloadPorts;
import dev.weft.proxy.captured.Captured;
import dev.weft.proxy.captured.KernelCapture;
import dev.weft.proxy.link.MeshTls;
import dev.weft.proxy.net.ConnectionCounts;
import dev.weft.proxy.net.ProxyThreads;
import dev.weft.proxy.net.Transport;
import dev.weft.proxy.route.HostNames;
import dev.weft.proxy.settings.CaptureSpec;
import dev.weft.proxy.settings.ProxySettings;
import dev.weft.proxy.settings.WorkloadSpec;
import dev.weft.proxy.svid.SharedSvids;
import dev.weft.proxy.svid.SvidFigures;
import dev.weft.proxy.workload.Workload;
import dev.weft.proxy.workload.WorkloadParts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The workloads that the proxy serves, by name. {@link #workloads} is safe for any thread; those
 * that change something are called by one thread at a time, and block.
 */
public final class Members {
  private final ProxySettings settings;
  private final Transport transport;
  private final MeshTls tls;
  private final Listeners listeners;
  private final ConnectionCounts counts;
  private final HostNames names;
  private final @Nullable KernelCapture kernel;
  private final EventLog log;
  private final Faults faults;
  private final SharedSvids svids;
  private final AccessLogWriter accessLog;
  private final Map<String, Member> served = new ConcurrentSkipListMap<>();

  /**
   * Nobody yet.
   *
   * @param counts told of connections that are refused
   * @param kernel captures; null when nothing is
   */
  public Members(
      ProxySettings settings,
      Transport transport,
      MeshTls tls,
      Listeners listeners,
      ConnectionCounts counts,
      HostNames names,
      @Nullable KernelCapture kernel,
      EventLog log,
      Faults faults) {
    this.settings = settings;
    this.transport = transport;
    this.tls = tls;
    this.listeners = listeners;
    this.counts = counts;
    this.names = names;
    this.kernel = kernel;
    this.log = log;
    this.faults = faults;
    this.svids = SharedSvids.of(settings.server(), faults);
    // One for all: they share the log, and who comes and goes is to leave no thread behind.
    this.accessLog = new AccessLogWriter(log, new ProxyThreads("access-log", faults));
  }

  /** Whom it serves now, in the order of their names. */
  public List<Workload> workloads() {
    return served.values().stream().map(Member::workload).toList();
  }

  /** How it stands with their SVIDs. */
  public SvidFigures svids() {
    return svids.queue().figures();
  }

  /**
   * Serves {@code arriving} from now on: captures their pods, joins the mesh for each, opens their
   * ports. All are captured before any joins, and they join side by side, so that one whom the
   * policy server lets wait holds up no other, nor leaves it uncovered.
   *
   * @param refused told of each that cannot be served, which is withdrawn then
   * @throws IOException when the kernel's rules cannot be put in place, or {@code refused} says so;
   *     who of them is to be withdrawn is the caller's to say
   */
  public void enrol(List<WorkloadSpec> arriving, Refused refused)
      throws IOException, InterruptedException {
    List<Member> members = new ArrayList<>();
    for (WorkloadSpec spec : arriving) {
      try {
        Member member = member(spec);
        members.add(member);
        served.put(spec.name(), member);
      } catch (IllegalArgumentException e) {
        refused.refused(spec.name(), String.valueOf(e.getMessage()));
      }
    }
    capture(members, refused);
    sideBySide("join", members, member -> member.join(settings.startupTimeout()));
    for (Member member : members) {
      Captured captured = member.captured();
      try {
        member.open(kernel == null || captured == null ? List.of() : kernel.places(captured));
      } catch (IOException e) {
        refuse(member, String.valueOf(e.getMessage()), refused);
      }
    }
  }

  /** Leaves those among {@code members} that are captured, or need not be. */
  private void capture(List<Member> members, Refused refused) throws IOException {
    if (kernel == null) {
      return;
    }
    Map<Captured, String> left =
        kernel.add(members.stream().map(Member::captured).filter(Objects::nonNull).toList());
    for (Member member : List.copyOf(members)) {
      @Nullable Captured captured = member.captured();
      @Nullable String why = captured == null ? null : left.get(captured);
      if (why != null) {
        members.remove(member);
        refuse(member, why, refused);
      }
    }
  }

  private void refuse(Member member, String why, Refused refused) throws IOException {
    String name = member.workload().spec().name();
    refused.refused(name, why);
    withdraw(name);
  }

  private Member member(WorkloadSpec spec) {
    Workload workload =
        Workload.of(spec, settings.server(), svids, settings.traceStore(), accessLog, log, faults);
    WorkloadParts parts = WorkloadParts.of(workload, settings, transport, tls, counts, log, faults);
    @Nullable CaptureSpec captured = spec.captured();
    return new Member(
        workload,
        new WorkloadPorts(workload, parts, listeners, names, settings, log),
        captured == null || kernel == null ? null : kernel.captured(workload, captured));
  }

  private void sideBySide(String purpose, Collection<Member> members, Consumer<Member> task)
      throws InterruptedException {
    ProxyThreads threads = new ProxyThreads(purpose, faults);
    List<Thread> started = new ArrayList<>();
    for (Member member : members) {
      Thread thread = threads.newThread(() -> task.accept(member));
      thread.start();
      started.add(thread);
    }
    for (Thread thread : started) {
      thread.join();
    }
  }

  /** Serves the workload of that name no longer, if there is one. What is open goes on. */
  public void withdraw(String name) {
    Member member = served.remove(name);
    if (member == null) {
      return;
    }
    member.withdraw();
    Captured captured = member.captured();
    if (kernel != null && captured != null) {
      kernel.remove(captured);
    }
    member.closePorts();
    // Apart, since the policy server is waited for: the one that replaces it must not be.
    new ProxyThreads("leave", faults).newThread(member::leave).start();
    log.info("workload.withdrawn", "workload", name);
  }

  /** Tells the mesh that none of them is there any more. */
  public void withdrawAll() {
    served.values().forEach(Member::withdraw);
  }

  /** Ends the part of all in the mesh. */
  public void close() {
    served.values().forEach(Member::closePorts);
    try {
      // Each may wait for a collector: together they take no longer than one.
      sideBySide("leave", served.values(), Member::leave);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    svids.close();
  }

  /** Told of workloads that cannot be served. */
  @FunctionalInterface
  public interface Refused {
    /** Has the enrolment ended by it. */
    Refused ENDS =
        (name, why) -> {
          throw new IOException(why);
        };

    /**
     * The workload of that name cannot be served.
     *
     * @throws IOException when no other is to be served either
     */
    void refused(String name, String why) throws IOException;
  }
}
