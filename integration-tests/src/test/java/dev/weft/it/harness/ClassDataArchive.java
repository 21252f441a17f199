package dev.weft.it.harness;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Consumer;

/**
 * Class data that JVMs of one program share (JEP 350): a program that nearly every test starts is
 * there in half the time. Made once for each build of its jar, by the first test that needs it.
 */
final class ClassDataArchive {
  private static final String FORMAT = "%s-%d.jsa";

  private final Path file;

  private ClassDataArchive(Path file) {
    this.file = file;
  }

  /**
   * That of {@code jar} on {@code jdk}.
   *
   * @param exercise starts the program with some options of the JVM, and ends it as {@code kill}
   *     does
   */
  static ClassDataArchive of(Path jar, Jdk jdk, Consumer<List<String>> exercise) {
    Path folder = Path.of("target");
    Path file = folder.resolve(FORMAT.formatted(jar.getFileName(), jdk.feature())).toAbsolutePath();
    // Classes of tests run in several JVMs.
    try (FileChannel channel =
            FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid() || !isOf(file, jar)) {
        Path made = file.resolveSibling(file.getFileName() + ".made");
        Files.deleteIfExists(made);
        exercise.accept(List.of("-XX:ArchiveClassesAtExit=" + made, "-Xlog:cds*=off"));
        Files.setLastModifiedTime(made, Files.getLastModifiedTime(jar));
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return new ClassDataArchive(file);
    } catch (IOException e) {
      throw new IllegalStateException("no class data archive of " + jar, e);
    }
  }

  private static boolean isOf(Path file, Path jar) throws IOException {
    FileTime built = Files.getLastModifiedTime(jar);
    return Files.exists(file) && Files.getLastModifiedTime(file).equals(built);
  }

  /** The options by which a JVM uses it; one that cannot does without, and says nothing. */
  List<String> options() {
    return List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds*=off");
  }
}
