package dev.weft.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The members of the shop that are no JVMs, those that can run on this machine. */
final class OtherMembers {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Mesh mesh;
  private final Capture capture;
  private final Map<Member, List<String>> commands;
  private final String orders;

  /**
   * None of them runs yet.
   *
   * @param capture how they come into the mesh
   * @param commands how each is started
   * @param orders where the orders service listens
   */
  OtherMembers(Mesh mesh, Capture capture, Map<Member, List<String>> commands, String orders) {
    this.mesh = mesh;
    this.capture = capture;
    this.commands = commands;
    this.orders = orders;
  }

  /** Whether that one can run here. */
  boolean has(Member member) {
    return commands.containsKey(member);
  }

  /** Starts one that serves, and returns where its peers reach it. */
  String start(Member member) throws IOException, StepFailedException {
    List<String> command = command(member, Integer.toString(capture.port(member)));
    mesh.startMember(member.serviceAccount(), environment(member), command);
    return capture.address(member);
  }

  /** Runs one that does not serve, to its end. */
  Ended run(Member member) throws IOException {
    return mesh.run(member.serviceAccount(), environment(member), command(member), LIMIT);
  }

  /** What to type to run one that does not serve. */
  String commandLine(Member member) {
    StringBuilder line = new StringBuilder();
    environment(member).forEach((name, value) -> line.append(name + "=" + value + " "));
    return line + String.join(" ", command(member));
  }

  /** Where the peers of that member reach it. */
  String address(Member member) {
    return capture.address(member);
  }

  /** What the proxy logs. */
  AgentLogFile log() {
    return capture.log();
  }

  private List<String> command(Member member, String... arguments) {
    List<String> command = new ArrayList<>(commands.getOrDefault(member, List.of()));
    command.addAll(List.of(arguments));
    return command;
  }

  private Map<String, String> environment(Member member) {
    Map<String, String> environment = new HashMap<>(capture.environment(member));
    environment.put("ORDERS_URL", capture.url("orders", "back", orders));
    if (has(Member.STOCK)) {
      environment.put("STOCK_URL", capture.url("stock", "back", capture.address(Member.STOCK)));
    }
    return environment;
  }
}
