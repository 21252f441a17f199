package dev.weft.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A policy server, and agents and relays that belong to it. */
public final class TestMesh implements AutoCloseable {
  private final Path folder;
  private final PolicyServerProcess server;
  private final Admin admin;
  private final AtomicInteger count = new AtomicInteger();

  private TestMesh(Path folder, PolicyServerProcess server) {
    this.folder = folder;
    this.server = server;
    this.admin = server.admin();
  }

  /**
   * Starts a policy server.
   *
   * @param folder where it and the agents keep their files
   * @param settings further settings of the server
   */
  public static TestMesh start(Path folder, Map<String, String> settings) {
    return start("127.0.0.1", folder, settings);
  }

  /** As {@link #start(Path, Map)}, with the policy server at the address {@code host}. */
  public static TestMesh start(String host, Path folder, Map<String, String> settings) {
    return new TestMesh(folder, PolicyServerProcess.start(host, folder.resolve("data"), settings));
  }

  /** The server. */
  public PolicyServerProcess server() {
    return server;
  }

  /** What a person can do. */
  public Admin admin() {
    return admin;
  }

  /** Makes the flag that gives a program the identity of that service account. */
  public AgentFlag agent(String namespace, String serviceAccount) throws IOException {
    return agent(namespace, serviceAccount, "");
  }

  /**
   * As {@link #agent(String, String)}, with further settings of the agent.
   *
   * @param settings as in its argument, separated by commas
   */
  public AgentFlag agent(String namespace, String serviceAccount, String settings)
      throws IOException {
    String name = serviceAccount + "-" + count.incrementAndGet();
    Path token = joinFile(name, namespace, serviceAccount, 1);
    Path log = folder.resolve(name + ".log");
    String flag =
        "-javaagent:%s=server=%s,join.file=%s,log.file=%s%s"
            .formatted(
                System.getProperty("weft.agent.jar"),
                server.address(),
                token,
                log,
                settings.isEmpty() ? "" : "," + settings);
    return new AgentFlag(List.of(flag), log);
  }

  /** A file with a join token for that service account, which can be used so many times. */
  public Path joinFile(String namespace, String serviceAccount, int uses) throws IOException {
    return joinFile(
        serviceAccount + "-" + count.incrementAndGet(), namespace, serviceAccount, uses);
  }

  private Path joinFile(String name, String namespace, String serviceAccount, int uses)
      throws IOException {
    Path token =
        Files.createFile(
            folder.resolve(name + ".join"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    // By the CA that the server has now.
    Files.writeString(token, server.admin().joinToken(namespace, serviceAccount, "10m", uses));
    return token;
  }

  /**
   * Starts a node proxy for one workload.
   *
   * @param labels the workload's labels as YAML, such as <code>{app: httpbin}</code>
   * @param listeners its listeners, each a mapping in YAML
   */
  public NodeProxyProcess nodeProxy(
      String namespace, String serviceAccount, String labels, List<String> listeners)
      throws IOException {
    return nodeProxy(namespace, serviceAccount, labels, listeners, "");
  }

  /**
   * As {@link #nodeProxy(String, String, String, List)}, with further settings of the proxy.
   *
   * @param settings as they stand in its file, each a line
   */
  public NodeProxyProcess nodeProxy(
      String namespace,
      String serviceAccount,
      String labels,
      List<String> listeners,
      String settings)
      throws IOException {
    return NodeProxyProcess.start(
        proxySettings(namespace, serviceAccount, labels, listeners, settings));
  }

  /** The file of settings for such a proxy. */
  public Path proxySettings(
      String namespace,
      String serviceAccount,
      String labels,
      List<String> listeners,
      String settings)
      throws IOException {
    String name = serviceAccount + "-proxy-" + count.incrementAndGet();
    StringBuilder yaml = new StringBuilder();
    yaml.append("server: ").append(server.address()).append("\nadmin: 127.0.0.1:0\n");
    yaml.append(settings);
    yaml.append("workloads:\n  - name: ").append(serviceAccount).append('\n');
    yaml.append("    join.file: ")
        .append(joinFile(name, namespace, serviceAccount, 1))
        .append('\n');
    yaml.append("    labels: ").append(labels).append("\n    listeners:\n");
    listeners.forEach(listener -> yaml.append("      - ").append(listener).append('\n'));
    return Files.writeString(folder.resolve(name + ".yaml"), yaml);
  }

  /**
   * Makes the flag for a program that joins with a service account's token.
   *
   * @param token the file that the token is in
   * @param settings further settings of the agent, as in its argument, separated by commas
   */
  public AgentFlag agentInPod(Path token, String settings) {
    Path log = folder.resolve("pod-" + count.incrementAndGet() + ".log");
    String flag =
        "-javaagent:%s=server=%s,kubernetes.token.file=%s,ca.file=%s,log.file=%s%s"
            .formatted(
                System.getProperty("weft.agent.jar"),
                server.address(),
                token,
                folder.resolve("data").resolve("ca.pem"),
                log,
                settings.isEmpty() ? "" : "," + settings);
    return new AgentFlag(List.of(flag), log);
  }

  /** Joins as a workload without an agent. */
  public TestWorkload workload(String namespace, String serviceAccount)
      throws IOException, GeneralSecurityException {
    return TestWorkload.join(server, admin.joinToken(namespace, serviceAccount, "10m", 1));
  }

  /**
   * A relay that clients in the mesh take for the server behind it: its address is announced for
   * the server's identity. Close both.
   */
  public AnnouncedRelay relay(String namespace, String serviceAccount)
      throws IOException, GeneralSecurityException {
    RecordingRelay relay = RecordingRelay.open();
    TestWorkload announcer = workload(namespace, serviceAccount);
    announcer.announce(relay.port());
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> !announcer.lookUp(relay.port()).array("endpoints").values().isEmpty());
    return new AnnouncedRelay(relay, announcer);
  }

  @Override
  public void close() {
    server.close();
  }

  /**
   * What gives a program its agent.
   *
   * @param options the options of its JVM
   * @param log where the agent logs
   */
  public record AgentFlag(List<String> options, Path log) {
    /** The settings alone, as an attach takes them. */
    public String settings() {
      String flag = options.get(0);
      return flag.substring(flag.indexOf('=') + 1);
    }

    /** The log so far; empty when there is none yet. */
    public List<String> lines() throws IOException {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    /** The access log so far, which is beside the log; empty when there is none yet. */
    public List<String> accessLines() throws IOException {
      Path file = log.resolveSibling(log.getFileName() + ".access");
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
  }

  /** A relay and the workload that announces it. */
  public record AnnouncedRelay(RecordingRelay relay, TestWorkload announcer)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      announcer.close();
      relay.close();
    }
  }
}
