package dev.weft.it.node;

import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A cgroup of this machine, which processes are put in.
 *
 * @param folder its folder
 */
record Cgroup(Path folder) {
  /** One of this test alone, if the machine lets it make one: of version 2, else of version 1. */
  static Optional<Cgroup> make() throws IOException {
    return make(mounts());
  }

  /** As {@link #make}, of version 2. */
  static Optional<Cgroup> makeOfVersion2() throws IOException {
    List<Path> fit =
        mounts().stream().filter(it -> Files.exists(it.resolve("cgroup.controllers"))).toList();
    return make(fit);
  }

  private static Optional<Cgroup> make(List<Path> mounts) {
    for (Path mount : mounts) {
      Path own = mount.resolve("weft-it-" + ProcessHandle.current().pid());
      try {
        return Optional.of(new Cgroup(Files.createDirectory(own)));
      } catch (IOException e) {
        // It may not be written there.
      }
    }
    return Optional.empty();
  }

  /** Where hierarchies are mounted that ask nothing of what is put into them. */
  private static List<Path> mounts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
        .map(line -> line.split(" "))
        .filter(
            it -> it[2].equals("cgroup2") || (it[2].equals("cgroup") && it[1].endsWith("/pids")))
        .sorted(Comparator.comparing((String[] it) -> it[2]).reversed())
        .map(it -> Path.of(it[1]))
        .toList();
  }

  /** One beneath it, which is made if it is not there. */
  Cgroup inner(String path) throws IOException {
    return new Cgroup(Files.createDirectories(folder.resolve(path)));
  }

  /** A command that executes what follows it, inside. */
  List<String> command() {
    String script = "echo 0 > \"$1\"; shift; exec \"$@\"";
    return List.of("sh", "-c", script, "-", folder.resolve("cgroup.procs").toString());
  }

  /** Removes it, and those in it, when all of its processes have ended, which is waited for. */
  void remove() throws IOException {
    List<Path> all;
    try (Stream<Path> walked = Files.walk(folder)) {
      all = walked.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .ignoreExceptions()
          .until(
              () -> {
                Files.delete(one);
                return true;
              });
    }
  }
}
