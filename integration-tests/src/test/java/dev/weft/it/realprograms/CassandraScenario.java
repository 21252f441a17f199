package dev.weft.it.realprograms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two nodes, beside the agent that Cassandra brings itself. The second one joins when there are
 * rows, which are streamed to it, so that both have to have all of them; when it leaves, the first
 * goes on alone.
 */
final class CassandraScenario implements Scenario {
  private static final String MARKER = "marker-of-the-stock";
  private static final String MAIN = "org.apache.cassandra.service.CassandraDaemon";

  /** On a machine that is busy: a node starts longer than other programs. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The two on the JDK that it is made for. */
  private static final int SEED = 1;

  private static final int SECOND = 3;
  private static final List<String> EXPORTED =
      List.of(
          "java.base/jdk.internal.misc",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.sql/java.sql",
          "jdk.unsupported/sun.misc");
  private static final List<String> OPENED =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.lang.module",
          "java.base/java.lang.reflect",
          "java.base/java.math",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.loader",
          "java.base/jdk.internal.math",
          "java.base/jdk.internal.module",
          "java.base/jdk.internal.ref",
          "java.base/jdk.internal.reflect",
          "java.base/jdk.internal.util.jar",
          "java.base/sun.nio.ch",
          "jdk.management/com.sun.management.internal");

  private static final String LOGGING =
      """
      <configuration>
        <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%-5level %logger{0} %msg%n</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="out"/></root>
      </configuration>
      """;

  @Override
  public String marker() {
    return MARKER;
  }

  @Override
  public void run(Stage stage) throws Exception {
    JvmProcess seed = start(stage, SEED);
    awaitStarted(seed);
    stock(stage, 4, SEED, "ONE", 0, 2_000);
    if (!stage.withAgents()) {
      // That rows can be seen on the wire is shown by one node.
      return;
    }

    JvmProcess second = start(stage, SECOND);
    awaitStarted(second);
    assertThat(second.stdout()).contains("All sessions completed");
    stock(stage, 5, SECOND, "ALL", 2_000, 4_000);

    // By SIGTERM, which is 15.
    assertThat(second.terminate()).as(second::transcript).isEqualTo(128 + 15);
    assertThat(second.stdout()).contains("Cassandra shutdown complete");
    seed.awaitLine("InetAddress /%s:7000 is now DOWN".formatted(Stage.address(SECOND)));
    stock(stage, 4, SEED, "ONE", 4_000, 5_000);
  }

  private static void awaitStarted(JvmProcess node) {
    node.awaitLine("CassandraDaemon Startup complete", PATIENCE);
  }

  /** Writes the rows from {@code first} to {@code end} by a node, and reads all of them. */
  private static void stock(Stage stage, int member, int node, String level, int first, int end)
      throws IOException {
    List<String> arguments = List.of(Stage.address(node), MARKER, level, "" + first, "" + end);
    JvmProcess client = stage.runClient(member, "shop.cql.Stock", arguments);
    assertThat(client.stdout()).endsWith("result rows=%d wrong=0\n".formatted(end));
  }

  private static JvmProcess start(Stage stage, int member) throws IOException {
    Path folder = stage.folder("node" + member);
    Path settings = Files.writeString(folder.resolve("cassandra.yaml"), settings(member));
    Path logging = Files.writeString(folder.resolve("logback.xml"), LOGGING);
    String classPath = Program.classPath("cassandra");
    List<String> options = new ArrayList<>(List.of("-Xmx400m", "-Dcassandra-foreground=yes"));
    EXPORTED.forEach(name -> options.addAll(List.of("--add-exports", name + "=ALL-UNNAMED")));
    OPENED.forEach(name -> options.addAll(List.of("--add-opens", name + "=ALL-UNNAMED")));
    options.add("-javaagent:" + Path.of(classPath).resolveSibling("jamm-0.4.0.jar"));
    options.add("-Djdk.attach.allowAttachSelf=true");
    options.add("-Dcassandra.jmx.local.port=7199");
    options.add("-Dcassandra.config=" + settings.toUri());
    options.add("-Dcassandra.storagedir=" + folder);
    options.add("-Dlogback.configurationFile=" + logging);
    // How long it waits for news of others, who are few.
    options.add("-Dcassandra.ring_delay_ms=3000");
    options.add("-Dcassandra.skip_wait_for_gossip_to_settle=0");
    return stage.server(
        member, "node-" + member, options, jvm -> jvm.start(classPath, MAIN, List.of()));
  }

  private static String settings(int member) {
    return """
        cluster_name: shop
        num_tokens: 4
        partitioner: org.apache.cassandra.dht.Murmur3Partitioner
        commitlog_sync: periodic
        commitlog_sync_period: 10000ms
        commitlog_segment_size: 8MiB
        listen_address: %s
        rpc_address: %s
        endpoint_snitch: SimpleSnitch
        seed_provider:
          - class_name: org.apache.cassandra.locator.SimpleSeedProvider
            parameters:
              - seeds: %s
        """
        .formatted(Stage.address(member), Stage.address(member), Stage.address(SEED));
  }
}
