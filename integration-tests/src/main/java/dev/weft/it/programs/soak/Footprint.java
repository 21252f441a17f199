package dev.weft.it.programs.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process takes up. */
final class Footprint {
  private static final int COLLECTIONS = 3;

  private Footprint() {}

  /** One line: kilobytes of live objects and of resident memory, threads, descriptors. */
  static String line() throws IOException {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      // What a cleaner or a reference queue lets go of is garbage of the next collection.
      memory.gc();
    }
    return "footprint heap=%d resident=%d threads=%d descriptors=%d"
        .formatted(
            memory.getHeapMemoryUsage().getUsed() / 1024,
            residentKilobytes(),
            ManagementFactory.getThreadMXBean().getThreadCount(),
            descriptors());
  }

  private static long residentKilobytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
