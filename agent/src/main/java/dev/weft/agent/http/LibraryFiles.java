package dev.weft.agent.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Class files as a class loader finds them, read as resources so that no class is loaded. Not
 * thread-safe, and not to be kept: it holds the loader.
 */
final class LibraryFiles {
  /** The boot loader answers for its classes by the next one. */
  private final ClassLoader loader;

  private final Map<String, Optional<byte[]>> read = new HashMap<>();

  LibraryFiles(@Nullable ClassLoader loader) {
    this.loader = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
  }

  /** The class file at {@code path}, which is a name with slashes; null when there is none. */
  byte @Nullable [] find(String path) {
    return read.computeIfAbsent(path, this::read).orElse(null);
  }

  /**
   * As {@link #find}.
   *
   * @throws UnfitException when there is none
   */
  byte[] require(String path) throws UnfitException {
    byte[] file = find(path);
    if (file == null) {
      throw new UnfitException("no class " + path.replace('/', '.'));
    }
    return file;
  }

  private Optional<byte[]> read(String path) {
    try (InputStream in = loader.getResourceAsStream(path + ".class")) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
