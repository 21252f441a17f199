package dev.weft.benchmarks.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Processes and folders that end with this process, also when it is told to end early. Safe for any
 * thread.
 */
public final class Children {
  private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();
  private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Children::end, "end-of-children"));
  }

  private Children() {}

  /** Starts {@code command}, which does not outlive this process. */
  public static Process start(ProcessBuilder command) throws IOException {
    Process process = command.start();
    STARTED.add(process);
    return process;
  }

  /** A new folder that only the user can enter, and that is deleted at the end. */
  public static Path folder(String prefix) throws IOException {
    Path folder = Files.createTempDirectory(prefix);
    FOLDERS.add(folder);
    return folder;
  }

  private static void end() {
    for (Process process : STARTED) {
      process.destroyForcibly().onExit().join();
    }
    for (Path folder : FOLDERS) {
      try {
        Trees.delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(folder + " is left behind", e);
      }
    }
  }
}
