package dev.weft.it.containers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** What is sent to the engine for the build of an image: an archive with a container file. */
@FunctionalInterface
interface BuildContext {
  /** Adds the container file as {@code Dockerfile}, and the files that it copies. */
  void addTo(TarArchiveOutputStream tar) throws IOException;

  /** That of an image which has nothing but {@code files}. */
  static BuildContext of(RootFilesystem files) {
    return tar -> {
      byte[] text = "FROM scratch\nCOPY root/ /\n".getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry("Dockerfile");
      entry.setSize(text.length);
      tar.putArchiveEntry(entry);
      tar.write(text);
      tar.closeArchiveEntry();
      files.write(tar, "root");
    };
  }

  /**
   * That of one of the project's container files: what its list of what is left out lets through.
   */
  static BuildContext of(Path containerFile, Path checkout) {
    return tar -> {
      add(tar, containerFile, "Dockerfile");
      Path list = containerFile.resolveSibling(containerFile.getFileName() + ".dockerignore");
      for (String line : Files.readAllLines(list)) {
        if (line.startsWith("!")) {
          add(tar, checkout.resolve(line.substring(1)), line.substring(1));
        }
      }
    };
  }

  private static void add(TarArchiveOutputStream tar, Path file, String name) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(Files.size(file));
    tar.putArchiveEntry(entry);
    Files.copy(file, tar);
    tar.closeArchiveEntry();
  }

  /** Writes the archive. */
  default void write(Path archive) throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      addTo(tar);
    }
  }
}
