package dev.weft.proxy.netns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Which network namespace one is, by whatever path it is looked at (namespaces(7): device and inode
 * of the file).
 *
 * @param key equal for the same file
 */
public record NamespaceId(Object key) {
  /**
   * That of the file at {@code path}; null when there is none.
   *
   * @throws IOException when that cannot be found out
   */
  public static @Nullable NamespaceId at(Path path) throws IOException {
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return key == null ? null : new NamespaceId(key);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * That of the process, which is the one of every thread that has not entered another.
   *
   * @throws IOException when that cannot be found out
   */
  public static @Nullable NamespaceId ofThisProcess() throws IOException {
    return at(Path.of("/proc/self/ns/net"));
  }
}
