package dev.weft.it.realprograms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import java.nio.file.Path;
import java.util.List;

/** A broker and the producer and the consumer of its command line, which are clients of JMS. */
final class ArtemisScenario implements Scenario {
  private static final String MARKER = "marker-of-the-broker";
  private static final String MAIN = "org.apache.activemq.artemis.cli.Artemis";
  private static final int MESSAGES = 500;
  private static final int BROKER = 2;

  @Override
  public String marker() {
    return MARKER;
  }

  @Override
  public void run(Stage stage) throws Exception {
    Path instance = stage.folder("broker").resolve("instance");
    JvmProcess made =
        stage.prepare(
            BROKER,
            List.of("-Dartemis.home=" + instance.getParent()),
            MAIN,
            List.of(
                "create",
                instance.toString(),
                "--silent",
                "--force",
                "--user",
                "shop",
                "--password",
                "shop",
                "--allow-anonymous",
                "--host",
                Stage.address(BROKER),
                "--default-port",
                "61616",
                "--no-web",
                "--no-autotune",
                "--nio",
                "--no-amqp-acceptor",
                "--no-hornetq-acceptor",
                "--no-mqtt-acceptor",
                "--no-stomp-acceptor"));
    assertThat(made.awaitExit()).as(made::transcript).isZero();
    JvmProcess broker =
        stage.server(
            BROKER,
            "broker",
            List.of(
                "-Dartemis.home=" + instance.getParent(),
                "-Dartemis.instance=" + instance,
                "-Dartemis.instance.etc=" + instance.resolve("etc"),
                "-Djava.security.auth.login.config=" + instance.resolve("etc/login.config"),
                "-Dorg.slf4j.simpleLogger.log.org.apache.activemq.artemis.core.server=info"),
            MAIN,
            List.of("run"));
    broker.awaitLine("AMQ221007");
    JvmProcess producer = stage.runClient(4, MAIN, client("producer", "--message", MARKER));
    assertThat(producer.stdout()).contains("Produced: " + MESSAGES + " messages");
    JvmProcess consumer =
        stage.runClient(5, MAIN, client("consumer", "--receive-timeout", "20000"));
    assertThat(consumer.stdout()).contains("Consumed: " + MESSAGES + " messages");
  }

  private static List<String> client(String command, String option, String value) {
    return List.of(
        command,
        "--url",
        "tcp://" + Stage.address(BROKER) + ":61616",
        "--user",
        "shop",
        "--password",
        "shop",
        "--destination",
        "queue://orders",
        "--message-count",
        "" + MESSAGES,
        option,
        value);
  }
}
