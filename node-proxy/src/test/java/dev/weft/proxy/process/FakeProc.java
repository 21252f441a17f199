package dev.weft.proxy.process;

import dev.weft.proxy.netns.HeldNamespace;
import dev.weft.proxy.netns.NamespaceHolder;
import dev.weft.proxy.netns.NamespaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** A tree as proc(5) has it, with namespaces that are files. */
final class FakeProc implements NamespaceHolder {
  /** What is held and not closed. */
  final List<Path> held = new ArrayList<>();

  /** What happens when a file has been opened. */
  Runnable opened = () -> {};

  /** How often all processes, or one's cgroups, were read. */
  int looks;

  private final Path folder;

  /** The node's first process, and the proxy's as the second. */
  FakeProc(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("proc"));
    Files.createDirectories(folder.resolve("namespaces"));
    process(1, 0, "0::/init.scope", "node");
    process(2, 1, cgroup("proxy"), "node");
    Files.writeString(folder.resolve("proc").resolve("uptime"), "1.0 1.0");
  }

  static String cgroup(String uid) {
    return "0::/kubepods/burstable/pod" + uid + "/c1\n";
  }

  ProcessTable table() {
    return new ProcessTable(folder.resolve("proc"), this::see);
  }

  private <T> T see(Callable<T> look) throws IOException {
    looks++;
    try {
      return look.call();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** A process begins. */
  void process(long pid, long start, String cgroups, String namespace) throws IOException {
    process(pid, start, cgroups, namespace, "sh");
  }

  void process(long pid, long start, String cgroups, String namespace, String name)
      throws IOException {
    Path process = folder.resolve("proc").resolve("" + pid);
    Files.createDirectories(process.resolve("ns"));
    Files.writeString(process.resolve("cgroup"), cgroups);
    Files.writeString(
        process.resolve("stat"),
        pid + " (" + name + ") S" + " 0".repeat(18) + " " + start + " 0 0\n");
    Path file = folder.resolve("namespaces").resolve(namespace);
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    Files.deleteIfExists(process.resolve("ns").resolve("net"));
    Files.createSymbolicLink(process.resolve("ns").resolve("net"), file);
  }

  /** A process ends. */
  void end(long pid) throws IOException {
    Path process = folder.resolve("proc").resolve("" + pid);
    for (String file : List.of("ns/net", "ns", "cgroup", "stat", "")) {
      Files.delete(process.resolve(file));
    }
  }

  NamespaceId namespace(String name) throws IOException {
    return Objects.requireNonNull(NamespaceId.at(folder.resolve("namespaces").resolve(name)));
  }

  @Override
  public HeldNamespace hold(Path path) throws IOException {
    Path file = path.toRealPath();
    held.add(file);
    opened.run();
    return new HeldNamespace() {
      @Override
      public Path path() {
        return file;
      }

      @Override
      public void close() {
        held.remove(file);
      }
    };
  }
}
