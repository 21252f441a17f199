package dev.weft.proxy.process;

import dev.weft.proxy.netns.HeldNamespace;
import dev.weft.proxy.netns.NamespaceHolder;
import dev.weft.proxy.netns.NamespaceId;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the network namespaces of pods by their processes, which it knows by their cgroups. All
 * processes are read when it is told that there may be others, and for pods that are not found with
 * pauses that grow. Blocks; by one thread at a time.
 */
public final class PodFinder {
  /** The longest pause, in looks. */
  private static final int LONGEST = 4;

  private final ProcessTable table;
  private final Set<NamespaceId> nodes;
  private Map<String, SortedSet<PodProcess>> pods = Map.of();
  private boolean stale = true;
  private boolean backedOff;
  private int pause = 1;
  private int left = 1;
  private long look;
  private long readAt = -1;

  private PodFinder(ProcessTable table, Set<NamespaceId> nodes) {
    this.table = table;
    this.nodes = nodes;
  }

  /**
   * Begins, if processes of the node can be seen and known.
   *
   * @param own the number of the proxy's process, which is in a pod itself
   * @throws IOException when that is not so; fit for people
   */
  public static PodFinder open(ProcessTable table, long own) throws IOException {
    String cgroups = table.cgroups(own);
    if (PodCgroup.uid(cgroups) == null) {
      throw new IOException(
          "pods: on: the proxy's own cgroups: "
              + cgroups.strip().replace('\n', ' ')
              + " (expected: those of a pod, beneath /kubepods or /kubepods.slice as the node's"
              + " first process sees them; hostPID: true)");
    }
    Set<NamespaceId> nodes = new HashSet<>();
    for (long pid : new long[] {1, own}) {
      NamespaceId id;
      try {
        id = NamespaceId.at(table.network(pid));
      } catch (IOException e) {
        throw new IOException(
            "pods: on: "
                + table.network(pid)
                + ": cannot be looked at (expected: CAP_SYS_PTRACE, and no AppArmor profile that"
                + " forbids it)",
            e);
      }
      if (id == null) {
        throw new IOException(
            "pods: on: "
                + table.network(pid)
                + ": not there (expected: the node's processes; hostPID: true)");
      }
      nodes.add(id);
    }
    return new PodFinder(table, Set.copyOf(nodes));
  }

  /** There are other pods than before: processes are read anew when next they are asked for. */
  public void changed() {
    stale = true;
    pause = 1;
    left = 1;
  }

  /** To be told before each look, every few seconds. */
  public void tick() {
    look++;
    left--;
    if (left <= 0) {
      stale = true;
    }
  }

  /**
   * The network namespace of the pod's oldest process that is not in the node's: what came first is
   * the runtime's, and what a container makes later may be anything.
   *
   * @throws IOException when there is none, or it may not be looked at; fit for people
   */
  public Found find(String uid, NamespaceHolder holder) throws IOException {
    boolean ofNode = false;
    SortedSet<PodProcess> processes = processes(uid);
    for (PodProcess process : processes) {
      NamespaceId id = table.networkOf(process);
      if (id != null && !nodes.contains(id)) {
        HeldNamespace held = holder.hold(table.network(process.pid()));
        // The file that is held is this process's if it still lives, and is of the pod, afterwards.
        if (isStillOf(process, uid, held)) {
          return new Found(process, held);
        }
      }
      ofNode = ofNode || id != null;
    }
    backOff();
    throw new IOException(
        ofNode
            ? "pod " + uid + ": in the node's own network (expected: one of the pod's)"
            : "pod " + uid + ": no process on this node (expected: one in its cgroup)");
  }

  private boolean isStillOf(PodProcess process, String uid, HeldNamespace held) throws IOException {
    boolean still = false;
    try {
      still = table.isOf(process, uid);
    } finally {
      if (!still) {
        held.close();
      }
    }
    return still;
  }

  /**
   * A process of the pod that is in that namespace: {@code known} if it is, else another.
   *
   * @return null when there is none
   * @throws IOException when that cannot be found out
   */
  public @Nullable Witness witness(String uid, @Nullable Witness known, NamespaceId id)
      throws IOException {
    if (known != null && id.equals(table.networkOf(known.process))) {
      return known;
    }
    // At most once in a look, however many have lost theirs.
    stale = stale || readAt != look;
    for (PodProcess process : processes(uid)) {
      if (id.equals(table.networkOf(process)) && table.isOf(process, uid)) {
        return new Witness(process);
      }
    }
    // It may be made anew, and is to be found soon then.
    pause = 1;
    left = 1;
    return null;
  }

  private SortedSet<PodProcess> processes(String uid) throws IOException {
    if (stale) {
      pods = table.byPod();
      stale = false;
      backedOff = false;
      readAt = look;
      left = pause;
    }
    return pods.getOrDefault(uid, Collections.emptySortedSet());
  }

  private void backOff() {
    if (!backedOff) {
      pause = Math.min(2 * pause, LONGEST);
      left = pause;
      backedOff = true;
    }
  }

  /** A process that shows where a pod is. */
  public static final class Witness {
    private final PodProcess process;

    private Witness(PodProcess process) {
      this.process = process;
    }
  }

  /** Where a pod is; the namespace is held until this is closed. */
  public static final class Found implements AutoCloseable {
    private final PodProcess process;
    private final HeldNamespace held;

    private Found(PodProcess process, HeldNamespace held) {
      this.process = process;
      this.held = held;
    }

    /** What shows it. */
    public Witness witness() {
      return new Witness(process);
    }

    /** The namespace. */
    public HeldNamespace held() {
      return held;
    }

    @Override
    public void close() {
      held.close();
    }
  }
}
