package dev.weft.proxy.host;

import dev.weft.proxy.settings.ProcessSpec.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The cgroups of version 2 of this machine, where {@code nft} looks for them. A rule holds for the
 * cgroup that has the path when the rule is put in place, and for no later one of the same path.
 *
 * @param root where they are mounted
 */
record ControlGroups(Path root) {
  /** Where {@code nft} looks, whatever else is mounted. */
  static ControlGroups here() {
    return new ControlGroups(Path.of("/sys/fs/cgroup"));
  }

  /**
   * Refuses a machine on which {@code nft} cannot find any.
   *
   * @throws IOException when {@code match} needs one
   */
  void require(String name, Match match) throws IOException {
    if (match instanceof Match.ControlGroup group
        && !Files.exists(root.resolve("cgroup.controllers"))) {
      throw new IOException(
          name
              + ": cgroup: "
              + group.path()
              + ": no cgroups of version 2 at "
              + root
              + " (expected: cgroup2 mounted there, or uid)");
    }
  }

  /** What tells {@code group} from another that had its path before; null when it is not there. */
  @Nullable String id(Match.ControlGroup group) {
    try {
      return String.valueOf(Files.getAttribute(root.resolve(group.path()), "unix:ino"));
    } catch (IOException e) {
      return null;
    }
  }
}
