package dev.weft.it.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Finds programs of the machine: in the folders of {@code PATH}, in those of the system's servers,
 * which are not on everybody's path, and where Debian keeps PostgreSQL's.
 */
public final class InstalledPrograms {
  private static final List<String> SERVERS = List.of("/usr/sbin", "/usr/local/sbin");
  private static final Path POSTGRESQL = Path.of("/usr/lib/postgresql");

  private final List<Path> folders;

  InstalledPrograms(List<Path> folders) {
    this.folders = folders;
  }

  /** Those of this machine. */
  public static InstalledPrograms ofThisMachine() {
    List<Path> folders = new ArrayList<>();
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty()) {
        folders.add(Path.of(folder));
      }
    }
    SERVERS.forEach(folder -> folders.add(Path.of(folder)));
    releases(POSTGRESQL).forEach(release -> folders.add(release.resolve("bin")));
    return new InstalledPrograms(folders);
  }

  /** The program {@code name}, if it is there. */
  public Optional<Path> find(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /**
   * The program {@code name} of this machine, which the test has said that it needs.
   *
   * @throws NoSuchElementException when it is not there
   */
  public static String path(String name) {
    return ofThisMachine()
        .find(name)
        .map(Path::toString)
        .orElseThrow(() -> new NoSuchElementException(name + " (expected: in NeedsPrograms)"));
  }

  /** The folders in {@code folder}, the newest release first. */
  private static List<Path> releases(Path folder) {
    List<Path> releases = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(releases::add);
      } catch (IOException e) {
        throw new IllegalStateException("cannot list " + folder, e);
      }
    }
    releases.sort(Comparator.reverseOrder());
    return releases;
  }
}
