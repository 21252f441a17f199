package dev.weft.it.realprograms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * An ensemble of three and two shells: one holds an ephemeral node, the other watches. The leader
 * is killed; the ensemble elects another, and sessions, watches and the ephemeral node go on.
 */
final class ZooKeeperScenario implements Scenario {
  private static final String MARKER = "marker-of-the-ensemble";
  private static final List<Integer> SERVERS = List.of(1, 2, 3);

  @Override
  public String marker() {
    return MARKER;
  }

  @Override
  public void run(Stage stage) throws Exception {
    Map<Integer, JvmProcess> servers = new LinkedHashMap<>();
    for (int number : SERVERS) {
      servers.put(number, start(stage, number));
    }
    int leader = awaitLeader(servers);
    JvmProcess holder = shell(stage, 4);
    JvmProcess watcher = shell(stage, 5);

    holder.writeLine("create /shop " + MARKER);
    holder.awaitErrorLine("^Created /shop$");
    holder.writeLine("create -e /holder " + MARKER);
    holder.awaitErrorLine("^Created /holder$");
    watcher.writeLine("get -w /shop");
    watcher.awaitLine("^" + MARKER + "$");
    holder.writeLine("set /shop changed");
    watcher.awaitLine("type:NodeDataChanged path:/shop");

    watcher.writeLine("stat -w /holder");
    watcher.awaitLine("^ephemeralOwner = 0x[1-9a-f]");
    Objects.requireNonNull(servers.remove(leader)).kill();
    int next = awaitLeader(servers);
    assertThat(next).isNotEqualTo(leader);
    awaitConnected(holder);
    awaitConnected(watcher);
    holder.writeLine("create /after " + MARKER);
    holder.awaitErrorLine("^Created /after$");
    watcher.writeLine("get /after");
    awaitTimes(watcher, "\n" + MARKER + "\n", 2);
    assertThat(watcher.stdout()).doesNotContain("NodeDeleted", "state:Expired");
    JvmProcess back = start(stage, leader);
    servers.put(leader, back);
    back.awaitLine("FOLLOWING - LEADER ELECTION TOOK");

    holder.writeLine("quit");
    assertThat(holder.awaitExit()).as(holder::transcript).isZero();
    watcher.awaitLine("type:NodeDeleted path:/holder");
    watcher.writeLine("quit");
    assertThat(watcher.awaitExit()).as(watcher::transcript).isZero();
  }

  private static JvmProcess start(Stage stage, int number) throws IOException {
    Path folder = stage.folder("server" + number);
    Files.writeString(folder.resolve("myid"), number + "\n");
    String members =
        IntStream.rangeClosed(1, 3)
            .mapToObj(n -> "server.%d=%s:2888:3888\n".formatted(n, Stage.address(n)))
            .collect(Collectors.joining());
    Path settings =
        Files.writeString(
            folder.resolve("zoo.cfg"),
            """
            tickTime=1000
            initLimit=10
            syncLimit=5
            dataDir=%s
            clientPort=2181
            clientPortAddress=%s
            admin.enableServer=false
            %s\
            """
                .formatted(folder, Stage.address(number), members));
    return stage.server(
        number,
        "server-" + number,
        List.of("-Dorg.slf4j.simpleLogger.log.org.apache.zookeeper.server.quorum=info"),
        "org.apache.zookeeper.server.quorum.QuorumPeerMain",
        List.of(settings.toString()));
  }

  /** Who leads, as soon as one of them does. */
  private static int awaitLeader(Map<Integer, JvmProcess> servers) {
    return Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(
            () ->
                servers.entrySet().stream()
                    .filter(server -> leads(server.getValue().stdout()))
                    .map(Map.Entry::getKey)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static boolean leads(String log) {
    return log.lastIndexOf("LEADING - LEADER ELECTION TOOK")
        > Math.max(log.lastIndexOf(" FOLLOWING - LEADER"), log.lastIndexOf(" LOOKING"));
  }

  private static JvmProcess shell(Stage stage, int member) throws IOException {
    String servers =
        SERVERS.stream().map(n -> Stage.address(n) + ":2181").collect(Collectors.joining(","));
    JvmProcess shell =
        stage.client(member, "org.apache.zookeeper.ZooKeeperMain", List.of("-server", servers));
    shell.awaitLine("state:SyncConnected type:None");
    return shell;
  }

  /** Waits until its last word about its connection is that there is one again. */
  private static void awaitConnected(JvmProcess shell) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(shell.stdout().lastIndexOf("state:SyncConnected type:None"))
                    .isGreaterThan(shell.stdout().lastIndexOf("state:Disconnected type:None")));
  }

  private static void awaitTimes(JvmProcess process, String text, int times) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () -> assertThat(process.stdout().split(text, -1)).hasSizeGreaterThan(times));
  }
}
