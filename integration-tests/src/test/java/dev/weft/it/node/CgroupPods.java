package dev.weft.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Processes of pods in cgroups as a kubelet makes them: on node1 as its cgroupfs driver names them,
 * on node2 as its systemd driver does.
 */
final class CgroupPods implements AutoCloseable {
  /** What the chart gives to the proxy, and nothing else. */
  private static final String CAPABILITIES = "-all,+net_admin,+sys_admin,+sys_ptrace";

  private final Cgroup root = new Cgroup(Path.of(System.getProperty("weft.test.cgroup", "")));
  private final Map<Process, Cgroup> processes = new LinkedHashMap<>();

  /** The cgroup of a container of the pod of that name. */
  Cgroup of(String node, String pod) throws IOException {
    String uid = Cluster.uid(pod);
    return node.equals("node1")
        ? root.inner("kubepods/burstable/pod" + uid + "/c1")
        : root.inner(
            "kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod"
                + uid.replace('-', '_')
                + ".slice/cri-containerd-1.scope");
  }

  /** Starts a web server in the network {@code place}, as a process of {@code cgroup}. */
  Process web(Place place, Cgroup cgroup) throws IOException {
    Process process = start(place, cgroup, "node", Place.script("web.mjs"));
    Spoken web = new Spoken(process);
    assertThat(web.hear()).isEqualTo("listening 8080");
    return process;
  }

  /** Starts a process in the network {@code place} that does nothing. */
  Process pause(Place place, Cgroup cgroup) throws IOException {
    return start(place, cgroup, "tail", "-f", "/dev/null");
  }

  /** By another user than the proxy's, as pods often are. */
  private Process start(Place place, Cgroup cgroup, String... program) throws IOException {
    List<String> command = new ArrayList<>(cgroup.command());
    command.addAll(List.of("ip", "netns", "exec", place.name()));
    command.addAll(List.of("setpriv", "--reuid=" + NodeUser.ID, "--clear-groups"));
    // The scripts are wherever the tests are, where this user may not go.
    command.addAll(List.of("--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--"));
    command.addAll(List.of(program));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    processes.put(process, cgroup);
    return process;
  }

  /** Ends the processes that were started in {@code cgroup}, and waits for that. */
  void end(Cgroup cgroup) throws InterruptedException {
    for (Map.Entry<Process, Cgroup> one : processes.entrySet()) {
      if (one.getValue().equals(cgroup)) {
        one.getKey().destroyForcibly().waitFor();
      }
    }
  }

  /**
   * By what the proxy of {@code node} is started as in its container: in a pod's cgroup, which is
   * the root of what it sees itself, and with few capabilities.
   */
  List<String> proxy(String node) throws IOException {
    List<String> command = new ArrayList<>(of(node, Cluster.proxy(node)).command());
    command.addAll(List.of("unshare", "--cgroup", "ip", "netns", "exec", node));
    command.addAll(List.of("setpriv", "--bounding-set=" + CAPABILITIES, "--inh-caps=-all", "--"));
    return command;
  }

  @Override
  public void close() {
    processes.keySet().forEach(Process::destroyForcibly);
  }
}
