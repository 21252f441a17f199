package dev.weft.proxy.netns;

import dev.weft.proxy.netns.ForeignCalls.ErrnoException;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/** The way into a namespace: open(2) and setns(2). Safe for any thread. */
public final class NamespaceEntry implements NamespaceHolder {
  // Linux: <fcntl.h> and <sched.h>.
  private static final int O_CLOEXEC = 0x80000;
  private static final int O_NONBLOCK = 0x800;
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int CLONE_NEWCGROUP = 0x02000000;

  private final MethodHandle open;
  private final MethodHandle setns;

  private NamespaceEntry(MethodHandle open, MethodHandle setns) {
    this.open = open;
    this.setns = setns;
  }

  /**
   * Finds it in this JVM.
   *
   * @param feature the JDK's feature release
   * @throws IOException when it has none; fit for people
   */
  public static NamespaceEntry find(int feature) throws IOException {
    ForeignCalls.require(feature);
    try {
      return new NamespaceEntry(
          ForeignCalls.function("open", List.of("ADDRESS", "JAVA_INT")),
          ForeignCalls.function("setns", List.of("JAVA_INT", "JAVA_INT")));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IOException("capture: pod: no setns here (expected: Linux)", e);
    }
  }

  /**
   * Moves the calling thread, and threads that it starts, into the network namespace at {@code
   * path}, for good.
   *
   * @throws IOException when that is none, or not allowed; then the thread stays where it is
   */
  void enter(Path path) throws IOException {
    enter(path, CLONE_NEWNET);
  }

  /**
   * As {@link #enter(Path)}, for a cgroup namespace: paths of cgroups begin at its root.
   *
   * @throws IOException when that is none, or not allowed; then the thread stays where it is
   */
  void enterCgroups(Path path) throws IOException {
    enter(path, CLONE_NEWCGROUP);
  }

  private void enter(Path path, int kind) throws IOException {
    FileDescriptor file = opened(path);
    try {
      ForeignCalls.call(setns, file.intValue(), kind);
    } catch (ErrnoException e) {
      throw new IOException(path + ": " + e.why(), e);
    } finally {
      file.close();
    }
  }

  @Override
  public HeldNamespace hold(Path path) throws IOException {
    FileDescriptor file = opened(path);
    return new HeldNamespace() {
      @Override
      public Path path() {
        return Path.of("/proc/self/fd", Integer.toString(file.intValue()));
      }

      @Override
      public void close() {
        try {
          file.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private FileDescriptor opened(Path path) throws IOException {
    try {
      return new FileDescriptor(ForeignCalls.call(open, path.toString(), O_CLOEXEC | O_NONBLOCK));
    } catch (ErrnoException e) {
      throw new IOException(path + ": " + e.why(), e);
    }
  }
}
