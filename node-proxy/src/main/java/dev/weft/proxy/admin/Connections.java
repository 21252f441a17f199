package dev.weft.proxy.admin;

import dev.weft.proxy.workload.Workload;
import java.util.List;

/** The connections that have been let in for workloads and are open; a line for each. */
final class Connections {
  private static final int MOST = 1000;

  private Connections() {}

  static String of(List<Workload> workloads) {
    StringBuilder text = new StringBuilder();
    for (Workload workload : workloads) {
      List<String> open = workload.open().describe(MOST);
      open.forEach(
          line -> text.append(workload.spec().name()).append(' ').append(line).append('\n'));
      int rest = workload.open().size() - open.size();
      if (rest > 0) {
        text.append(workload.spec().name()).append(" and ").append(rest).append(" more\n");
      }
    }
    return text.toString();
  }
}
