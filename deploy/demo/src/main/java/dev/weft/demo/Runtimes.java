package dev.weft.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out how members run on this machine, and builds what has to be built. */
final class Runtimes {
  private static final int NODE = 16;
  private static final Pattern NODE_VERSION = Pattern.compile("^v(\\d+)\\.");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Mesh mesh;
  private final LeftOut leftOut;
  private final Map<Member, List<String>> commands = new EnumMap<>(Member.class);

  /** For the programs of that mesh. */
  Runtimes(Mesh mesh, LeftOut leftOut) {
    this.mesh = mesh;
    this.leftOut = leftOut;
  }

  /** The command of each member that can run here; says of each other one why not. */
  Map<Member, List<String>> find() throws IOException {
    node();
    compiler();
    curl();
    return commands;
  }

  private void node() throws IOException {
    Optional<Path> node = Tool.find("node");
    if (node.isEmpty()) {
      leaveOut(Member.RECOMMENDATIONS, "Node.js is not on this machine");
      return;
    }
    String version =
        mesh.run("node-version", Map.of(), List.of(node.get().toString(), "--version"), LIMIT)
            .output();
    Matcher number = NODE_VERSION.matcher(version);
    if (!number.find() || Integer.parseInt(number.group(1)) < NODE) {
      leaveOut(
          Member.RECOMMENDATIONS,
          "Node.js has version " + version.strip() + " (expected: " + NODE + " or newer)");
      return;
    }
    commands.put(
        Member.RECOMMENDATIONS,
        List.of(node.get().toString(), mesh.example("recommendations/server.js").toString()));
  }

  private void compiler() throws IOException {
    Optional<Path> compiler = Tool.find("cc").or(() -> Tool.find("gcc"));
    if (compiler.isEmpty()) {
      leaveOut(Member.STOCK, "there is no C compiler on this machine");
      return;
    }
    Path binary = mesh.folder().resolve("stock");
    Ended built =
        mesh.run(
            "cc",
            Map.of(),
            List.of(
                compiler.get().toString(),
                "-O1",
                "-o",
                binary.toString(),
                mesh.example("stock/stock.c").toString()),
            LIMIT);
    if (built.exit() != 0) {
      leaveOut(
          Member.STOCK,
          "the C compiler says " + built.output().lines().findFirst().orElse("nothing"));
      return;
    }
    commands.put(Member.STOCK, List.of(binary.toString()));
  }

  private void curl() {
    if (Tool.find("curl").isEmpty() || Tool.find("sh").isEmpty()) {
      leaveOut(Member.STOCK_REPORT, "curl is not on this machine");
      return;
    }
    commands.put(
        Member.STOCK_REPORT,
        List.of("sh", mesh.example("stock-report/stock-report.sh").toString()));
  }

  private void leaveOut(Member member, String reason) {
    leftOut.say(member.serviceAccount() + " is left out", reason);
  }
}
