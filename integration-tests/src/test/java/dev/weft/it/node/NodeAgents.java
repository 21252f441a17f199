package dev.weft.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.AddressService;
import dev.weft.it.programs.UrlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;

/** Programs with the agent, in a pod and on a node, among pods that are captured on their node. */
final class NodeAgents {
  private static final Place NODE1 = new Place("node1");
  private static final Place SHELL = new Place("shell");
  private static final String SHELL_AT = "198.18.1.10";
  private static final String JVM_AT = "198.18.1.12";
  private static final String JVM_URL = "http://198.18.1.12:8080";
  private static final String WEB_URL = "http://198.18.1.11:8080";
  private static final String BOOKS_URL = "http://198.18.2.10:8080";

  private final Nodes nodes;
  private final Wire wire;

  NodeAgents(Nodes nodes, Wire wire) {
    this.nodes = nodes;
    this.wire = wire;
  }

  /** Starts the one that is called. */
  void begin() throws IOException {
    JvmProcess service = jvm(AddressService.class, "jvm", "orders", List.of("8080"));
    nodes.keep(service::close);
    service.awaitPort();
  }

  /** A pod with the agent is called, and calls. */
  void bothWays() throws Exception {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () -> assertThat(SHELL.curl(JVM_URL + "/in").text()).contains(SHELL_AT + " /in 00-"));
    JvmProcess caller = jvm(UrlReader.class, "jvm", "front", List.of());
    try {
      caller.awaitPort();
      String seen =
          wire.during(
              () -> {
                caller.writeLine(BOOKS_URL + "/" + Wire.MARKER);
                caller.awaitLine("answer 200 " + JVM_AT + " GET /" + Wire.MARKER + " 0 00-");
              });
      assertThat(seen).doesNotContain(Wire.MARKER);
      caller.writeLine(WEB_URL + "/same-node");
      caller.awaitLine("answer 200 " + JVM_AT + " GET /same-node 0 00-");
    } finally {
      caller.close();
    }
  }

  /** A process of a node is of the mesh by its agent. */
  void processOfTheNode() throws Exception {
    JvmProcess caller = NodeUser.jvm("node1", nodes.mesh().agent("host", "agent"), UrlReader.class);
    try {
      caller.awaitPort();
      caller.writeLine(WEB_URL + "/by-the-proxy");
      caller.awaitLine("answer 200 198.18.1.1 GET /by-the-proxy 0 00-");
      caller.writeLine("http://[fd00:18:1::11]:8080/by-ipv6");
      caller.awaitLine("answer 200 fd00:18::11 GET /by-ipv6 0 00-");
      caller.writeLine(BOOKS_URL + "/elsewhere");
      caller.awaitLine("answer 200 198.18.0.11 GET /elsewhere 0 00-");
      nodes
          .admin()
          .authorize(
              "web",
              "no-agent",
              PodChecks.deny(
                  "\"from\":[{\"source\":{\"principals\":[\"weft.local/ns/host/sa/agent\"]}}]"));
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .until(
              () -> {
                caller.writeLine(WEB_URL + "/denied");
                return caller.stdout().contains("web/no-agent");
              });
      nodes.admin().unauthorize("web", "no-agent");
    } finally {
      caller.close();
    }
    assertThat(NodeUser.curl(NODE1, WEB_URL).code()).as("in the clear: STRICT").isNotZero();
    assertThat(NODE1.curl(WEB_URL + "/probe").text()).contains("GET /probe").endsWith(" 200");
  }

  private JvmProcess jvm(Class<?> main, String place, String account, List<String> arguments)
      throws IOException {
    Jdk running = new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    return JvmProcess.on(running)
        .in(place)
        .options(nodes.mesh().agent(account, account).options())
        .start(ClassPath.with(List.of()), main, arguments);
  }
}
