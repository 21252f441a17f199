package dev.weft.proxy.host;

import dev.weft.proxy.settings.ProcessSpec.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The proxy's own process, by what the kernel knows it.
 *
 * @param uid its user
 * @param cgroup its cgroup of version 2, by its path beneath the root; empty for the root itself
 */
record OwnProcess(long uid, String cgroup) {
  private static final String VERSION_2 = "0::/";

  /**
   * Looks in that folder of {@code /proc}.
   *
   * @throws IOException when it cannot be read
   */
  static OwnProcess in(Path folder) throws IOException {
    Object uid = Files.getAttribute(folder, "unix:uid");
    String cgroup =
        Files.readAllLines(folder.resolve("cgroup")).stream()
            .filter(line -> line.startsWith(VERSION_2))
            .map(line -> line.substring(VERSION_2.length()))
            .findFirst()
            .orElse("");
    return new OwnProcess(uid instanceof Integer it ? Integer.toUnsignedLong(it) : -1, cgroup);
  }

  /**
   * Refuses what would capture this process too: its connections to the policy server, say, would
   * come back to it. What it sends bears a mark of its own, so that no {@link Match.Mark} does.
   *
   * @throws IOException when {@code match} does
   */
  void requireOther(String name, Match match) throws IOException {
    if (match instanceof Match.User user && user.uid() == uid) {
      throw new IOException(
          name + ": uid: " + uid + " is the proxy's own (expected: another user, or a cgroup)");
    }
    if (match instanceof Match.ControlGroup group
        && (cgroup + "/").startsWith(group.path() + "/")) {
      throw new IOException(
          name + ": cgroup: " + group.path() + ": the proxy is in it (expected: one without it)");
    }
  }
}
