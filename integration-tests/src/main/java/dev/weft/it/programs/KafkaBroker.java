package dev.weft.it.programs;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker that is its own controller (KRaft). */
public final class KafkaBroker {
  private KafkaBroker() {}

  /**
   * Arguments: PORT FOLDER ADVERTISED-PORT. The port must be given, since clients and the broker
   * itself are told of it before it listens.
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    Properties properties = properties(args, freePort());
    Path file = folder.resolve("server.properties");
    Files.createDirectories(folder);
    StringBuilder text = new StringBuilder();
    properties.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    Files.writeString(file, text);

    String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
    StorageTool.execute(
        format, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    server.startup();
    Serving.untilToldToStop(Serving.port(args));
    server.shutdown();
    server.awaitShutdown();
  }

  private static Properties properties(String[] args, int controllerPort) {
    Properties properties = new Properties();
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", "1");
    properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    properties.setProperty("controller.listener.names", "CONTROLLER");
    properties.setProperty(
        "listeners",
        "PLAINTEXT://127.0.0.1:%s,CONTROLLER://127.0.0.1:%d".formatted(args[0], controllerPort));
    properties.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + args[2]);
    properties.setProperty("log.dirs", Path.of(args[1], "log").toString());
    properties.setProperty("offsets.topic.replication.factor", "1");
    properties.setProperty("offsets.topic.num.partitions", "1");
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
    return properties;
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
