package dev.weft.agent.launch;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** A zip file that is one entry of another. */
final class NestedZip {
  private NestedZip() {}

  /**
   * Its files, by name.
   *
   * @throws IOException when there is no such entry, or it cannot be read
   */
  static Map<String, byte[]> read(ZipFile outer, String name) throws IOException {
    ZipEntry nested = outer.getEntry(name);
    if (nested == null) {
      throw new IOException("no " + name + " (expected: as the build made it)");
    }
    Map<String, byte[]> files = new HashMap<>();
    try (InputStream in = outer.getInputStream(nested);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }
}
