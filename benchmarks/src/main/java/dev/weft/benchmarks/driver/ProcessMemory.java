package dev.weft.benchmarks.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the memory of a process is counted (Linux, {@code /proc/PID/smaps_rollup}). */
public enum ProcessMemory {
  /** All pages that it has. */
  RESIDENT("Rss:"),
  /** The same, where a page that several processes have is shared among them. */
  PROPORTIONAL("Pss:");

  private static final long BYTES_PER_KILOBYTE = 1024;

  private final String field;

  ProcessMemory(String field) {
    this.field = field;
  }

  /** The bytes of process {@code pid}. */
  public long bytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KILOBYTE;
      }
    }
    throw new IOException("process " + pid + ": no " + field + " in smaps_rollup");
  }
}
