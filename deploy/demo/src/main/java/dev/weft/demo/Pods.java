package dev.weft.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The shop in the pods that {@code pods.sh} makes: stock-report and recommendations on the first
 * node, stock and orders on the second. A node proxy captures all but orders, which is a JVM with
 * the agent. Programs are started as they would be without a mesh.
 */
final class Pods {
  /** Where the policy server is, between the nodes. */
  static final String SERVER = "198.18.0.1";

  /** Behind which node's address which pods are. */
  static final String NETWORKS = "198.18.0.11=198.18.1.0/24,198.18.0.12=198.18.2.0/24";

  static final String ORDERS = "http://198.18.2.11:9001";
  static final String STOCK = "http://198.18.2.10:9003";
  static final String RECOMMENDATIONS = "http://198.18.1.11:9002";

  private static final List<String> NODES = List.of("node1", "node2");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Mesh mesh;
  private final Map<Member, List<String>> commands;
  private final List<Program> proxies = new ArrayList<>();

  /**
   * Nothing is started yet.
   *
   * @param commands how each member is started that can run
   */
  Pods(Mesh mesh, Map<Member, List<String>> commands) {
    this.mesh = mesh;
    this.commands = new EnumMap<>(commands);
  }

  boolean has(Member member) {
    return commands.containsKey(member);
  }

  /** Starts a member that serves, and waits until it listens. */
  void start(Member member) throws IOException, StepFailedException {
    String name = member.serviceAccount();
    String host = member == Member.STOCK ? "198.18.2.10" : "198.18.1.11";
    List<String> command = new ArrayList<>(commands.getOrDefault(member, List.of()));
    command.add(member == Member.STOCK ? "9003" : "9002");
    Map<String, String> environment =
        Map.of(
            "STOCK_HOST",
            host,
            "RECOMMENDATIONS_HOST",
            host,
            "ORDERS_URL",
            ORDERS,
            "STOCK_URL",
            STOCK);
    mesh.begin(name, Namespace.of(name), environment, command).await(Mesh.SERVICE_READY);
  }

  /** Starts orders with its agent, and the proxy of each node; waits until all are ready. */
  void join(String server, PolicyServerClient admin) throws IOException, StepFailedException {
    Program orders =
        mesh.beginService(
            "orders",
            Namespace.of("orders"),
            server,
            admin.joinToken("back", "orders"),
            Map.of("ORDERS_HOST", "198.18.2.11"),
            List.of("9001"));
    String report = workload(admin, Member.STOCK_REPORT, "198.18.1.10", "{}");
    String recommendations =
        has(Member.RECOMMENDATIONS)
            ? workload(admin, Member.RECOMMENDATIONS, "198.18.1.11", "{'9002': http}")
            : "";
    proxies.add(proxy(server, "node1", report + recommendations));
    proxies.add(
        proxy(server, "node2", workload(admin, Member.STOCK, "198.18.2.10", "{'9003': http}")));
    for (Program proxy : proxies) {
      proxy.await(Mesh.PROXY_READY);
    }
    orders.await(Mesh.SERVICE_READY);
  }

  private String workload(PolicyServerClient admin, Member member, String address, String ports)
      throws IOException, StepFailedException {
    String name = member.serviceAccount();
    return """
        - name: %s
          join.file: %s
          pod:
            addresses: [%s]
            ports: %s
        """
        .formatted(
            name, mesh.joinFile(name, admin.joinToken(member.namespace(), name)), address, ports);
  }

  private Program proxy(String server, String node, String workloads) throws IOException {
    String settings =
        """
        server: %s
        capture: node
        admin: 127.0.0.1:0
        drain.timeout: 1s
        workloads:
        """
            .formatted(server);
    return mesh.beginNodeProxy(node, Namespace.of(node), settings + workloads);
  }

  /** What the proxy of the second node logs, where stock is. */
  AgentLogFile logOfStock() {
    return mesh.outputOf("node2");
  }

  /** Runs the report to its end. */
  Ended report() throws IOException {
    return mesh.run(
        "stock-report",
        Namespace.of("stock-report"),
        Map.of("ORDERS_URL", ORDERS, "STOCK_URL", STOCK),
        commands.getOrDefault(Member.STOCK_REPORT, List.of()),
        LIMIT);
  }

  /** What curl gets from {@code url} in that pod. */
  Ended curl(String pod, String url) throws IOException {
    List<String> command =
        List.of("curl", "--silent", "--show-error", "--fail", "--max-time", "10", url);
    return mesh.run("curl", Namespace.of(pod), Map.of(), command, LIMIT);
  }

  /**
   * Stops the proxies and takes the kernel's rules away.
   *
   * @return what rules are left on any node; empty when none is
   */
  String leave() throws IOException {
    proxies.forEach(Program::stop);
    StringBuilder rules = new StringBuilder();
    for (String node : NODES) {
      List<String> remove =
          mesh.nodeProxy(List.of("capture", "remove", mesh.settingsOf(node).toString()));
      Ended removed = mesh.run("remove", Namespace.of(node), Map.of(), remove, LIMIT);
      rules.append(removed.exit() == 0 ? "" : removed.output());
      rules.append(
          mesh.run("rules", Namespace.of(node), Map.of(), List.of("nft", "list", "ruleset"), LIMIT)
              .output());
    }
    return rules.toString();
  }
}
