package dev.weft.demo;

import java.io.IOException;
import java.util.List;

/** The steps in pods, where the kernel brings connections to the proxies of two nodes. */
final class PodsStory {
  /** A part of what stock answers. */
  private static final String WORD = "honey";

  private final Mesh mesh;
  private final Console console;
  private final Pods pods;

  PodsStory(Mesh mesh, Console console, Pods pods) {
    this.mesh = mesh;
    this.console = console;
    this.pods = pods;
  }

  /** Tells them all. */
  void tell() throws IOException, StepFailedException {
    console.heading(
        "As root on Linux: pods of two nodes, in network namespaces that end with this");
    String server =
        mesh.startPolicyServer(Pods.SERVER, List.of("-Dweft.node.networks=" + Pods.NETWORKS));
    PolicyServerClient admin = new PolicyServerClient(server, mesh.dataDir());
    Wire wire = Wire.build(mesh);
    pods.start(Member.STOCK);
    if (pods.has(Member.RECOMMENDATIONS)) {
      pods.start(Member.RECOMMENDATIONS);
    }
    inTheClear(wire);
    admin.create(Policies.PEER_AUTHENTICATIONS, Policies.STRICT);
    pods.join(server, admin);
    console.passed("a node proxy on each node captures its pods; one pod has a JVM with the agent");

    console.heading("The same programs again: the kernel brings what they send to the mesh");
    ReportSteps report = new ReportSteps(console, admin, pods::report);
    report.allowed();
    called("stock", pods.logOfStock(), Member.STOCK_REPORT);
    called("orders, a JVM,", mesh.logOf("orders"), Member.STOCK_REPORT);
    encrypted(wire);
    if (pods.has(Member.RECOMMENDATIONS)) {
      nodeCalls();
    }
    outsiderIsRefused();
    report.deniedAndAllowedAgain();
    rulesAreRemoved(admin);
  }

  private void inTheClear(Wire wire) throws IOException, StepFailedException {
    String seen = wire.during(() -> answers("stock-report", Pods.STOCK + "/stock"));
    if (!seen.contains(WORD)) {
      throw new StepFailedException("the answer is not on the wire (expected: \"" + WORD + "\")");
    }
    console.passed("before the mesh, what stock answers can be read between the nodes");
  }

  private void encrypted(Wire wire) throws IOException, StepFailedException {
    String seen =
        wire.during(
            () -> {
              Ended ended = pods.report();
              if (ended.exit() != 0 || !ended.output().contains(WORD)) {
                throw new StepFailedException("stock-report: " + ended.output());
              }
            });
    if (seen.isEmpty() || seen.contains(WORD) || seen.contains("HTTP/1.1")) {
      throw new StepFailedException(
          "%d bytes between the nodes (expected: some, all encrypted)".formatted(seen.length()));
    }
    console.passed(
        "of its %d bytes between the nodes nobody can read a word".formatted(seen.length()));
  }

  private void nodeCalls() throws IOException, StepFailedException {
    Ended list = answers("stock-report", Pods.RECOMMENDATIONS + "/recommendations");
    console.passed("Node.js on the same node answers, and has called stock and orders for it");
    console.detail(list.output());
    called("stock", pods.logOfStock(), Member.RECOMMENDATIONS);
    called("orders", mesh.logOf("orders"), Member.RECOMMENDATIONS);
  }

  private void outsiderIsRefused() throws IOException, StepFailedException {
    Ended outsider = pods.curl("orders", Pods.STOCK + "/stock");
    if (outsider.exit() == 0) {
      throw new StepFailedException("stock answers in the clear: " + outsider.output());
    }
    console.passed("a program in a pod that nobody captures is refused by stock: STRICT");
    console.detail(outsider.output());
  }

  private void rulesAreRemoved(PolicyServerClient admin) throws IOException, StepFailedException {
    String left = pods.leave();
    if (!left.isBlank()) {
      throw new StepFailedException("rules are left: " + left);
    }
    console.passed("the proxies are stopped and their rules taken away: none is left");
    admin.delete(Policies.PEER_AUTHENTICATIONS + "/strict");
    answers("orders", Pods.STOCK + "/stock");
    console.passed("the programs talk as they did before the mesh");
  }

  private Ended answers(String pod, String url) throws IOException, StepFailedException {
    Ended answer = pods.curl(pod, url);
    if (answer.exit() != 0) {
      throw new StepFailedException(url + ": " + answer.output());
    }
    return answer;
  }

  private void called(String service, AgentLogFile log, Member peer)
      throws IOException, StepFailedException {
    String line = log.awaitCaller(peer.identity());
    console.passed(service + " knows its caller: " + peer.identity());
    console.detail(line);
  }
}
