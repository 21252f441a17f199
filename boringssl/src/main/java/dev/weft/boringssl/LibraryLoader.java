package dev.weft.boringssl;

import java.nio.file.Path;

/** Loads a native library for the class loader that this package's classes have. */
@FunctionalInterface
public interface LibraryLoader {
  /** As {@link System#load} does, which prints a warning from JDK 24 on (JEP 472). */
  LibraryLoader JDK = file -> System.load(file.toString());

  /**
   * Loads the library in {@code file}.
   *
   * @throws LinkageError when it is none that can be loaded here
   */
  void load(Path file);
}
