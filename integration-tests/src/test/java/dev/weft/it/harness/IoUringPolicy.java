package dev.weft.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of io_uring. */
public final class IoUringPolicy {
  private static final Path TOLD = Path.of("/proc/sys/kernel/io_uring_disabled");

  private IoUringPolicy() {}

  /** Whether nobody may use it: 2, which is said since Linux 6.6. */
  public static boolean isForbidden() throws IOException {
    return Files.exists(TOLD) && Files.readString(TOLD).strip().equals("2");
  }
}
