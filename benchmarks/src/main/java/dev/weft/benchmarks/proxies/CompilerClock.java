package dev.weft.benchmarks.proxies;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The CPU time that the compilers of JVMs have used so far. A program is warm when they have little
 * left to do.
 */
final class CompilerClock {
  private CompilerClock() {}

  /** The nanoseconds of all compiler threads of {@code processes}; 0 for what is no JVM. */
  static long nanos(List<Long> processes) throws IOException {
    long sum = 0;
    for (long pid : processes) {
      Path tasks = Path.of("/proc", Long.toString(pid), "task");
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
        for (Path thread : threads) {
          sum += nanos(thread);
        }
      }
    }
    return sum;
  }

  private static long nanos(Path thread) throws IOException {
    try {
      // "C1 CompilerThread0", of which the kernel keeps 15 characters.
      return Files.readString(thread.resolve("comm")).matches("(?s)C[12] Compiler.*")
          ? Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0])
          : 0;
    } catch (NoSuchFileException e) {
      // The thread has ended since the folder was listed.
      return 0;
    }
  }
}
