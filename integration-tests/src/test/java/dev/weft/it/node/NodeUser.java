package dev.weft.it.node;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh.AgentFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The user of the nodes of whom their proxies are told, and what runs as that. */
final class NodeUser {
  /** Its number. */
  static final int ID = 65534;

  private NodeUser() {}

  /** Starts a program on that node, with that agent. */
  static JvmProcess jvm(String node, AgentFlag agent, Class<?> main) throws IOException {
    // A program that asks whether it may write is told what its user may.
    Path folder = agent.log().resolveSibling("");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    for (String log : List.of("", ".access")) {
      Path file = folder.resolve(agent.log().getFileName() + log);
      Files.setAttribute(Files.createFile(file), "unix:uid", ID);
    }
    Jdk running = new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    return JvmProcess.on(running)
        .in(node)
        .as(ID)
        .options(agent.options())
        .start(ClassPath.with(List.of()), main, List.of());
  }

  /** What curl gets from {@code url} on that node. */
  static Place.Result curl(Place node, String url) throws IOException, InterruptedException {
    String user = "--reuid=" + ID;
    return node.run("setpriv", user, "--clear-groups", "curl", "-sS", "--max-time", "2", url);
  }
}
