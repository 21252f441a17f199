package dev.weft.proxy.host;

import dev.weft.enforcer.report.EventLog;
import dev.weft.proxy.netfilter.HostTable;
import dev.weft.proxy.netfilter.HostTable.Redirect;
import dev.weft.proxy.settings.CaptureSettings;
import dev.weft.proxy.settings.ProcessSpec.Match;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's rules for programs, as far as they can be had now: the kernel takes none for a
 * cgroup that is not there, and a table with one rule that it does not take is refused as a whole.
 */
record RuledProcesses(CaptureSettings settings, ControlGroups groups, EventLog log) {
  /**
   * The table. It is another text when a cgroup has come, has gone, or was made anew.
   *
   * @param wanted where what programs open goes
   * @param ports where programs listen; captured even while a program's cgroup is not there
   */
  String render(Collection<Redirect> wanted, Collection<Integer> ports) {
    StringBuilder seen = new StringBuilder();
    List<Redirect> possible = new ArrayList<>();
    for (Redirect redirect : wanted) {
      if (redirect.match() instanceof Match.ControlGroup group) {
        @Nullable String id = groups.id(group);
        if (id == null) {
          tellMissing(group);
          continue;
        }
        seen.append("# ").append(group.path()).append(' ').append(id).append('\n');
      }
      possible.add(redirect);
    }
    return seen + HostTable.render(settings, possible, ports);
  }

  private void tellMissing(Match.ControlGroup group) {
    log.warnAbout(
        group.path(), "capture.failed", "cgroup", group.path(), "why", "there is no such cgroup");
  }
}
