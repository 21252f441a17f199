package dev.weft.proxy.process;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * To which pod a process belongs, by its cgroups (cgroups(7): {@code /proc/PID/cgroup}) as they are
 * named by the kubelet's two drivers.
 *
 * <p>Only where a path begins is looked at: whoever may make cgroups, in a container or as a user
 * of the node, does so beneath his own, and may call them what he likes.
 */
final class PodCgroup {
  private static final Pattern CGROUPFS =
      Pattern.compile("/kubepods(?:/burstable|/besteffort)?/pod([0-9A-Za-z-]{1,63})(?:/.*)?");
  private static final Pattern SYSTEMD =
      Pattern.compile(
          "/kubepods\\.slice/(?:kubepods-(burstable|besteffort)\\.slice/kubepods-\\1-|kubepods-)"
              + "pod([0-9A-Za-z_]{1,63})\\.slice(?:/.*)?");

  private PodCgroup() {}

  /**
   * The UID of the pod, in the API's spelling; null for none, and where hierarchies disagree.
   *
   * @param cgroups the text of the file, with paths from the node's root
   */
  static @Nullable String uid(String cgroups) {
    Set<String> named = new HashSet<>();
    for (String line : cgroups.split("\n", -1)) {
      // Number, controllers, path; the path may have colons.
      String[] parts = line.split(":", 3);
      String uid = parts.length == 3 ? uidOfPath(parts[2]) : null;
      if (uid != null) {
        named.add(uid);
      }
    }
    return named.size() == 1 ? named.iterator().next() : null;
  }

  private static @Nullable String uidOfPath(String path) {
    Matcher plain = CGROUPFS.matcher(path);
    if (plain.matches()) {
      return plain.group(1);
    }
    // Systemd takes a dash for a level of its own.
    Matcher slice = SYSTEMD.matcher(path);
    return slice.matches() ? slice.group(2).replace('_', '-') : null;
  }
}
