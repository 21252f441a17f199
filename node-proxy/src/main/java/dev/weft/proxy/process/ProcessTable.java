package dev.weft.proxy.process;

import dev.weft.proxy.netns.CgroupView;
import dev.weft.proxy.netns.NamespaceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The processes of this node, as proc(5) tells of them. Blocks. */
public final class ProcessTable {
  /** How many of a pod are remembered: the oldest. */
  private static final int MOST = 100;

  private static final int MOST_BYTES = 1 << 16;

  // Of what follows the name in /proc/PID/stat: proc(5) counts it as the 22nd, and the name is 2nd.
  private static final int START = 22 - 3;

  private final Path proc;
  private final CgroupView view;

  /**
   * Nothing is read yet.
   *
   * @param proc where proc(5) is mounted
   */
  public ProcessTable(Path proc, CgroupView view) {
    this.proc = proc;
    this.view = view;
  }

  /**
   * Reads all processes, and keeps those of pods, by the pods' UIDs.
   *
   * @throws IOException when they cannot be read
   */
  Map<String, SortedSet<PodProcess>> byPod() throws IOException {
    return view.see(this::scan);
  }

  private Map<String, SortedSet<PodProcess>> scan() throws IOException {
    Map<String, SortedSet<PodProcess>> pods = new HashMap<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(proc, it -> name(it).matches("[0-9]{1,18}"))) {
      for (Path folder : all) {
        long pid = Long.parseLong(name(folder));
        String uid = uid(pid);
        Long start = uid == null ? null : start(pid);
        if (uid != null && start != null) {
          SortedSet<PodProcess> known =
              pods.computeIfAbsent(uid, it -> new TreeSet<>(PodProcess.BY_AGE));
          known.add(new PodProcess(pid, start));
          if (known.size() > MOST) {
            known.remove(known.last());
          }
        }
      }
    }
    return pods;
  }

  /**
   * Whether {@code process} lives, and is one of the pod.
   *
   * @throws IOException when that cannot be found out
   */
  boolean isOf(PodProcess process, String uid) throws IOException {
    return view.see(() -> uid.equals(uid(process.pid())) && lives(process));
  }

  /** Whether {@code process} lives, and not another by its number. */
  boolean lives(PodProcess process) {
    Long start = start(process.pid());
    return start != null && start == process.start();
  }

  /**
   * What is written of the process {@code pid}'s cgroups.
   *
   * @throws IOException when that cannot be read
   */
  String cgroups(long pid) throws IOException {
    return view.see(() -> read(pid, "cgroup"));
  }

  /** The file of the network namespace of the process {@code pid}. */
  Path network(long pid) {
    return proc.resolve(Long.toString(pid)).resolve("ns").resolve("net");
  }

  /**
   * In which network namespace {@code process} is; null when it has ended.
   *
   * @throws IOException when that cannot be found out
   */
  @Nullable NamespaceId networkOf(PodProcess process) throws IOException {
    try {
      NamespaceId id = NamespaceId.at(network(process.pid()));
      return lives(process) ? id : null;
    } catch (IOException e) {
      if (!lives(process)) {
        return null;
      }
      throw new IOException(
          network(process.pid()) + ": cannot be looked at (expected: CAP_SYS_PTRACE)", e);
    }
  }

  private @Nullable String uid(long pid) {
    try {
      return PodCgroup.uid(read(pid, "cgroup"));
    } catch (IOException e) {
      // It has ended.
      return null;
    }
  }

  private @Nullable Long start(long pid) {
    try {
      String stat = read(pid, "stat");
      // A program may call itself anything, with brackets too; what follows is the kernel's.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
      return fields.length > START ? Long.valueOf(fields[START]) : null;
    } catch (IOException | NumberFormatException e) {
      // It has ended.
      return null;
    }
  }

  private String read(long pid, String file) throws IOException {
    try (InputStream in = Files.newInputStream(proc.resolve(Long.toString(pid)).resolve(file))) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
    }
  }

  private static String name(Path folder) {
    return String.valueOf(folder.getFileName());
  }
}
