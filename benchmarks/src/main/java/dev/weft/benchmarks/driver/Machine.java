package dev.weft.benchmarks.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the figures depend on beside the programs (Linux). */
public final class Machine {
  private static final long KILOBYTES_PER_GIGABYTE = 1 << 20;

  private Machine() {}

  /** Processor, memory and kernel, in one line. */
  public static String describe() throws IOException {
    return String.format(
        Locale.ROOT,
        "%d × %s, %d GB, %s %s",
        Runtime.getRuntime().availableProcessors(),
        field(Path.of("/proc/cpuinfo"), "model name"),
        Long.parseLong(field(Path.of("/proc/meminfo"), "MemTotal").split(" ", -1)[0])
            / KILOBYTES_PER_GIGABYTE,
        System.getProperty("os.name"),
        System.getProperty("os.version"));
  }

  /** The load of the last minute, with whatever else runs on the machine. */
  public static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }

  private static String field(Path file, String name) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(name)) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return "unknown";
  }
}
