package dev.weft.boringssl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A library's file in the folder for temporary files, from which it is loaded and where nothing of
 * it stays: it is deleted at once, and by the JDK when the process ends meanwhile.
 */
final class LibraryCopy implements AutoCloseable {
  /** Has a file deleted when the process ends; for tests to stand in for the JDK. */
  interface AtExit {
    /**
     * Deletes it then.
     *
     * @throws IllegalStateException when the process is ending, and its files have been deleted
     */
    void delete(Path file);

    /** The JDK's own: after all hooks of the program's. */
    static void byJdk(Path file) {
      try {
        file.toFile().deleteOnExit();
      } catch (ExceptionInInitializerError e) {
        // The first to ask so late: its class wants to be told before.
        throw new IllegalStateException(e);
      }
    }
  }

  private final Path file;
  private final AtExit atExit;

  private LibraryCopy(Path file, AtExit atExit) {
    this.file = file;
    this.atExit = atExit;
  }

  /** An empty file, which only its owner may read or write: nobody can swap it before a load. */
  static LibraryCopy make(String name, AtExit atExit) throws IOException {
    return new LibraryCopy(Files.createTempFile(name, ".so"), atExit);
  }

  Path file() {
    return file;
  }

  /** Copies all of {@code library}. */
  void fill(InputStream library) throws IOException {
    Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Whether the process is ending, and the file gone with it or about to be; if not, it will be
   * deleted then.
   */
  boolean endsWithProcess() {
    try {
      atExit.delete(file);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It is tried once more when the process ends.
      return;
    }
  }
}
