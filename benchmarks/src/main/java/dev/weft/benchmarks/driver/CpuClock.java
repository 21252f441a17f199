package dev.weft.benchmarks.driver;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU time of a process, thread by thread from the scheduler's own count (Linux, {@code
 * /proc/PID/task/TID/schedstat}), which is in nanoseconds where {@code /proc/PID/stat} counts
 * hundredths of a second. Time of threads that end between two readings is not seen; the measured
 * programs keep theirs.
 *
 * @param nanosByThread the time of every thread so far
 */
public record CpuClock(Map<String, Long> nanosByThread) {
  /** Reads the clock of process {@code pid}. */
  public static CpuClock read(long pid) throws IOException {
    Map<String, Long> threads = new HashMap<>();
    Path tasks = Path.of("/proc", Long.toString(pid), "task");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
      for (Path task : all) {
        readThread(task, threads);
      }
    }
    return new CpuClock(threads);
  }

  private static void readThread(Path task, Map<String, Long> threads) throws IOException {
    try {
      String[] fields = Files.readString(task.resolve("schedstat")).split(" ", 2);
      threads.put(String.valueOf(task.getFileName()), Long.parseLong(fields[0]));
    } catch (NoSuchFileException e) {
      // The thread has ended since the folder was listed.
      return;
    }
  }

  /** The nanoseconds that have been used since {@code earlier}. */
  public long since(CpuClock earlier) {
    long sum = 0;
    for (Map.Entry<String, Long> thread : nanosByThread.entrySet()) {
      sum += thread.getValue() - earlier.nanosByThread.getOrDefault(thread.getKey(), 0L);
    }
    return sum;
  }
}
