package dev.weft.it.realprograms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Three brokers that are controllers too hold three copies of each record; one of them is killed
 * and comes back while records are written, and none is lost that was acknowledged.
 */
final class KafkaScenario implements Scenario {
  private static final String MARKER = "marker-of-the-bulk";

  /** What precedes the numbers that the verifiable producer sends. */
  private static final String PREFIX = "1987654321";

  private static final String TOOLS = "org.apache.kafka.tools.";
  private static final int BULK = 5_000;
  private static final int RECORDS = 4_000;
  private static final int RECORDS_PER_SECOND = 400;
  private static final Pattern ACKNOWLEDGED =
      Pattern.compile("\"producer_send_success\".*\"value\":\"(" + PREFIX + "\\.\\d+)\"");
  private static final List<Integer> BROKERS = List.of(1, 2, 3);
  private static final String BOOTSTRAP = everywhere(9092, "");

  @Override
  public String marker() {
    return MARKER;
  }

  @Override
  public void run(Stage stage) throws Exception {
    List<JvmProcess> brokers = new ArrayList<>();
    format(stage);
    for (int number : BROKERS) {
      brokers.add(start(stage, number));
    }
    brokers.forEach(KafkaScenario::awaitStarted);
    tool(stage, "TopicCommand", topic("bulk"));
    tool(stage, "TopicCommand", topic("orders"));
    bulk(stage);
    if (stage.withAgents()) {
      death(stage, brokers.get(1));
    }
  }

  private static void bulk(Stage stage) throws IOException {
    Path payloads = stage.folder("client").resolve("payloads");
    Files.writeString(payloads, (MARKER + "!").repeat(50) + "\n");
    JvmProcess producer =
        tool(
            stage,
            "ProducerPerformance",
            List.of(
                "--topic",
                "bulk",
                "--num-records",
                "" + BULK,
                "--throughput",
                "-1",
                "--payload-file",
                payloads.toString(),
                "--producer-props",
                "bootstrap.servers=" + BOOTSTRAP,
                "acks=all"));
    assertThat(producer.stdout()).contains(BULK + " records sent");
    JvmProcess consumer =
        tool(
            stage,
            "ConsumerPerformance",
            List.of("--bootstrap-server", BOOTSTRAP, "--topic", "bulk", "--messages", "" + BULK));
    // The fifth column: how many have come.
    assertThat(consumer.stdout()).containsPattern("(?m)^\\d.*?,.*?,.*?,.*?, " + BULK + ",");
  }

  private static void death(Stage stage, JvmProcess broker) throws IOException {
    Path settings = stage.folder("client").resolve("producer.properties");
    Files.writeString(settings, "retries=2147483647\n");
    JvmProcess producer =
        stage.client(
            5,
            TOOLS + "VerifiableProducer",
            List.of(
                "--topic",
                "orders",
                "--bootstrap-server",
                BOOTSTRAP,
                "--acks",
                "-1",
                "--max-messages",
                "" + RECORDS,
                "--throughput",
                "" + RECORDS_PER_SECOND,
                "--value-prefix",
                PREFIX,
                "--producer.config",
                settings.toString()));
    awaitAcknowledged(producer, RECORDS / 8);
    broker.kill();
    int before = acknowledged(producer).size();
    awaitAcknowledged(producer, before + RECORDS / 8);
    awaitStarted(start(stage, 2));
    assertThat(producer.awaitExit()).as(producer::transcript).isZero();
    Set<String> acknowledged = acknowledged(producer);
    assertThat(acknowledged).hasSize(RECORDS);

    JvmProcess consumer =
        tool(
            stage,
            "consumer.ConsoleConsumer",
            List.of(
                "--bootstrap-server",
                BOOTSTRAP,
                "--topic",
                "orders",
                "--from-beginning",
                "--max-messages",
                "" + RECORDS,
                "--timeout-ms",
                "30000"));
    assertThat(consumer.stdout().lines().collect(Collectors.toSet())).containsAll(acknowledged);
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> underReplicated(stage).stdout().isBlank());
  }

  private static JvmProcess underReplicated(Stage stage) throws IOException {
    return tool(
        stage,
        "TopicCommand",
        List.of("--bootstrap-server", BOOTSTRAP, "--describe", "--under-replicated-partitions"));
  }

  private static void awaitAcknowledged(JvmProcess producer, int count) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(acknowledged(producer)).hasSizeGreaterThanOrEqualTo(count));
  }

  private static Set<String> acknowledged(JvmProcess producer) {
    return ACKNOWLEDGED
        .matcher(producer.stdout())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static void format(Stage stage) throws IOException {
    List<JvmProcess> formats = new ArrayList<>();
    for (int number : BROKERS) {
      Path settings = stage.folder("broker" + number).resolve("server.properties");
      Files.writeString(settings, settings(number, settings.resolveSibling("log")));
      formats.add(
          stage.prepare(
              number,
              List.of(),
              "kafka.tools.StorageTool",
              List.of("format", "-t", "bWFya2VyLW9mLXdlZnQtMQ", "-c", settings.toString())));
    }
    formats.forEach(format -> assertThat(format.awaitExit()).as(format::transcript).isZero());
  }

  private static JvmProcess start(Stage stage, int number) throws IOException {
    Path settings = stage.folder("broker" + number).resolve("server.properties");
    List<String> logging =
        List.of("-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info");
    return stage.server(
        number, "broker-" + number, logging, "kafka.Kafka", List.of(settings.toString()));
  }

  private static void awaitStarted(JvmProcess broker) {
    broker.awaitLine("Kafka Server started");
  }

  private static JvmProcess tool(Stage stage, String name, List<String> arguments)
      throws IOException {
    return stage.runClient(4, TOOLS + name, arguments);
  }

  private static List<String> topic(String name) {
    return List.of(
        "--bootstrap-server",
        BOOTSTRAP,
        "--create",
        "--topic",
        name,
        "--partitions",
        "3",
        "--replication-factor",
        "3",
        "--config",
        "min.insync.replicas=2");
  }

  private static String settings(int number, Path log) {
    String at = Stage.address(number);
    return """
        process.roles=broker,controller
        node.id=%d
        controller.quorum.voters=%s
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://%s:9092,CONTROLLER://%s:9093
        advertised.listeners=PLAINTEXT://%s:9092
        log.dirs=%s
        offsets.topic.replication.factor=3
        offsets.topic.num.partitions=3
        group.initial.rebalance.delay.ms=0
        broker.session.timeout.ms=4000
        broker.heartbeat.interval.ms=1000
        """
        .formatted(number, everywhere(9093, "%d@"), at, at, at, log);
  }

  /** All brokers at that port, with commas. */
  private static String everywhere(int port, String prefix) {
    return IntStream.rangeClosed(1, 3)
        .mapToObj(number -> prefix.formatted(number) + Stage.address(number) + ":" + port)
        .collect(Collectors.joining(","));
  }
}
