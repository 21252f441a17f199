package dev.weft.proxy.inpod;

import dev.weft.enforcer.report.EventLog;
import dev.weft.proxy.captured.Captured;
import dev.weft.proxy.captured.Capturing;
import dev.weft.proxy.captured.KernelCapture;
import dev.weft.proxy.captured.Pods;
import dev.weft.proxy.net.ProxyThreads;
import dev.weft.proxy.netns.CgroupNamespace;
import dev.weft.proxy.netns.NamespaceEntry;
import dev.weft.proxy.netns.NamespaceId;
import dev.weft.proxy.netns.NetworkNamespace;
import dev.weft.proxy.process.PodFinder;
import dev.weft.proxy.process.ProcessTable;
import dev.weft.proxy.settings.CaptureSpec;
import dev.weft.proxy.settings.Netns;
import dev.weft.proxy.settings.PodSpec;
import dev.weft.proxy.settings.TransportChoice;
import dev.weft.proxy.workload.Workload;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pods of this node that are captured inside their own network namespaces. One whose namespace is
 * not there, or cannot be captured, keeps no other out: that is told, and tried again with each
 * {@link #keep}. Methods block; safe for any thread.
 */
public final class InPodCapture implements KernelCapture {
  /** How many pods' rules are looked at in one {@link #keep}: each look starts programs. */
  private static final int LOOKS = 10;

  private final Capturing capturing;
  private final EventLog log;
  private final ProxyThreads threads;
  private final Pods pods = new Pods();
  private final Map<Captured, CapturedPod> known = new HashMap<>();
  private final Deque<CapturedPod> enrolled = new ArrayDeque<>();
  private final List<CapturedPod> leaving = new ArrayList<>();
  private @Nullable NamespaceEntry entry;
  private @Nullable PodFinder finder;
  private boolean listening;

  /** None yet. */
  public InPodCapture(Capturing capturing) {
    this.capturing = capturing;
    this.log = capturing.log();
    this.threads = new ProxyThreads("netns", capturing.faults());
  }

  @Override
  public synchronized void check() throws IOException {
    if (capturing.transport().choice() != TransportChoice.EPOLL) {
      throw new IOException(
          "capture: pod, and not with transport "
              + capturing.transport().choice()
              + " (expected: epoll)");
    }
    NamespaceEntry found = NamespaceEntry.find(Runtime.version().feature());
    NetworkNamespace.enter(Path.of("/proc/self/ns/net"), found, threads).close();
    entry = found;
    if (capturing.settings().pods() != null) {
      ProcessTable table = new ProcessTable(Path.of("/proc"), new CgroupNamespace(found, threads));
      finder = PodFinder.open(table, ProcessHandle.current().pid());
    }
  }

  @Override
  public synchronized Captured captured(Workload workload, CaptureSpec spec) {
    if (!(spec instanceof PodSpec pod)) {
      throw new IllegalArgumentException(workload.spec().name() + ": no pod (expected: a pod)");
    }
    CapturedPod captured =
        new CapturedPod(capturing, pods, workload, pod, place(workload, pod.netns()));
    known.put(captured.captured(), captured);
    return captured.captured();
  }

  private PodNamespace place(Workload workload, @Nullable Netns netns) {
    if (netns instanceof Netns.AtPath named) {
      return new NamedNamespace(named.path());
    }
    PodFinder processes = finder;
    if (netns instanceof Netns.OfPod pod && processes != null) {
      return new FoundNamespace(pod.uid(), processes);
    }
    throw new IllegalArgumentException(
        workload.spec().name() + ": no pod.netns (expected: a network namespace)");
  }

  @Override
  public List<InetSocketAddress> places(Captured captured) {
    return captured.spec() instanceof PodSpec pod ? pod.places() : List.of();
  }

  @Override
  public synchronized Map<Captured, String> add(List<Captured> arriving) {
    if (finder != null) {
      finder.changed();
    }
    Map<Captured, String> refused = pods.addAll(arriving);
    for (Captured captured : arriving) {
      CapturedPod pod = known.get(captured);
      if (pod != null && !refused.containsKey(captured)) {
        enrolled.add(pod);
        attempt(pod, this::begin);
      }
    }
    return refused;
  }

  @Override
  public synchronized void remove(Captured gone) {
    pods.remove(gone);
    CapturedPod pod = known.remove(gone);
    if (pod != null && enrolled.remove(pod)) {
      pod.close();
      leaving.add(pod);
    }
  }

  @Override
  public synchronized void listen() {
    listening = true;
    enrolled.forEach(pod -> attempt(pod, this::begin));
  }

  @Override
  public synchronized void keep() {
    if (finder != null) {
      finder.tick();
    }
    List.copyOf(leaving).forEach(pod -> attempt(pod, this::letGo));
    enrolled.forEach(pod -> attempt(pod, this::follow));
    for (int i = Math.min(LOOKS, enrolled.size()); i > 0; i--) {
      CapturedPod next = enrolled.remove();
      enrolled.add(next);
      attempt(next, CapturedPod::keep);
    }
  }

  @Override
  public synchronized long datagrams() {
    return enrolled.stream().mapToLong(CapturedPod::datagrams).sum();
  }

  @Override
  public synchronized void close() {
    listening = false;
    enrolled.forEach(CapturedPod::close);
    // Nobody would do so later: who comes next knows nothing of them.
    for (CapturedPod pod : List.copyOf(leaving)) {
      attempt(pod, this::leave);
    }
  }

  private void follow(CapturedPod pod) throws IOException {
    if (pod.isGone()) {
      pod.leave();
      log.warn("capture.lost", "workload", pod.captured().name(), "netns", pod.place());
    }
    begin(pod);
  }

  private void begin(CapturedPod pod) throws IOException {
    if (!pod.isEntered()) {
      pod.enter(entered(pod));
    }
    if (listening) {
      pod.listen();
    }
  }

  private NetworkNamespace entered(CapturedPod pod) throws IOException {
    NamespaceEntry way = entry;
    if (way == null) {
      throw new IOException("not begun (expected: a check before)");
    }
    NetworkNamespace namespace = pod.place().enter(way, threads);
    try {
      requireItsOwn(pod, namespace.id());
      return namespace;
    } catch (IOException e) {
      namespace.close();
      throw e;
    }
  }

  /** The node's own namespace would be captured wholly, and another pod's twice. */
  private void requireItsOwn(CapturedPod pod, NamespaceId id) throws IOException {
    if (id.equals(NamespaceId.ofThisProcess())) {
      throw new IOException("pod.netns: " + pod.place() + ": the proxy's own (expected: a pod's)");
    }
    for (CapturedPod other : enrolled) {
      if (id.equals(other.id())) {
        throw new IOException(
            "pod.netns: "
                + pod.place()
                + ": "
                + other.captured().name()
                + " is in it (expected: one workload's)");
      }
    }
  }

  private void leave(CapturedPod pod) throws IOException {
    if (!isSucceeded(pod)) {
      pod.releaseNow();
    }
  }

  /** Whether another has come after it in the same pod, which keeps the rules. */
  private boolean isSucceeded(CapturedPod pod) throws IOException {
    NamespaceId id = pod.id();
    for (CapturedPod other : enrolled) {
      if (id != null && id.equals(other.id())) {
        return true;
      }
    }
    return false;
  }

  private void letGo(CapturedPod pod) throws IOException {
    boolean gone = pod.isGone();
    if (gone && !isSucceeded(pod)) {
      // What is not seen any more may be there still, and would be closed for good.
      pod.releaseNow();
    }
    if (gone || (isSucceeded(pod) ? pod.isIdle() : pod.release())) {
      pod.leave();
      leaving.remove(pod);
    }
  }

  private void attempt(CapturedPod pod, Task task) {
    String name = pod.captured().name();
    try {
      task.on(pod);
    } catch (IOException | RuntimeException e) {
      log.warnAbout(name, "capture.failed", "workload", name, "why", e.getMessage());
    }
  }

  /** What is done for a pod. */
  @FunctionalInterface
  private interface Task {
    void on(CapturedPod pod) throws IOException;
  }
}
