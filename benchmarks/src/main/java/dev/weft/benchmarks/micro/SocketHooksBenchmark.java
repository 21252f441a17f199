package dev.weft.benchmarks.micro;

import dev.weft.bootstrap.SocketHooks;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a read and a write of a socket that is no part of the mesh pay: the hook alone, without the
 * system call that follows, which takes a thousand times as long and would hide it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"})
public class SocketHooksBenchmark {
  private final FileDescriptor unmeshed = new FileDescriptor();

  /** The measurement itself: what every row has. */
  @Benchmark
  public FileDescriptor nothing() {
    return unmeshed;
  }

  /** As {@code SocketDispatcher.read} calls it. */
  @Benchmark
  public int read() throws IOException {
    return SocketHooks.read(unmeshed, 0, 1);
  }

  /** As {@code SocketDispatcher.write} calls it. */
  @Benchmark
  public int write() throws IOException {
    return SocketHooks.write(unmeshed, 0, 1);
  }
}
