package dev.weft.boringssl;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The C library that this process runs on. A native library for glibc may load on another one, and
 * break the process later.
 */
final class CLibrary {
  private static final Path MAPPED = Path.of("/proc/self/maps");

  private CLibrary() {}

  /** Whether it is glibc. */
  static boolean isGlibc() throws IOException {
    try (BufferedReader mapped = Files.newBufferedReader(MAPPED)) {
      for (String line = mapped.readLine(); line != null; line = mapped.readLine()) {
        // The file's name in any version: libc.so.6, or libc-2.28.so.
        if (line.contains("/libc.so.6") || line.contains("/libc-2.")) {
          return true;
        }
      }
      return false;
    }
  }
}
