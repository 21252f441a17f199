package dev.weft.it.beside;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** What else may be in a program's JVM, and what it leaves behind of a program. */
enum OtherAgent {
  /** JaCoCo's agent: rewrites classes as they are loaded, to count what is run. */
  COVERAGE {
    @Override
    String option(Path left) {
      return "-javaagent:" + release("org.jacoco.agent-0.8.15-runtime.jar") + "=destfile=" + left;
    }

    @Override
    boolean saw(String program, Path left) throws IOException {
      String classes = Files.readString(left, StandardCharsets.ISO_8859_1);
      return classes.contains(program.replace('.', '/'));
    }
  },

  /** async-profiler: interrupts threads with signals, in the midst of system calls. */
  PROFILER {
    @Override
    String option(Path left) {
      return "-agentpath:"
          + library(left.resolveSibling(left.getFileName() + ".so"))
          + "=start,event=itimer,interval=1ms,wall=2ms,alloc=64k,lock=100us,jfr,file="
          + left;
    }

    @Override
    boolean saw(String program, Path left) throws IOException {
      try (RecordingFile recording = new RecordingFile(left)) {
        while (recording.hasMoreEvents()) {
          if (isIn(program, recording.readEvent())) {
            return true;
          }
        }
      }
      return false;
    }

    private static boolean isIn(String program, RecordedEvent event) {
      return event.getStackTrace() != null
          && event.getStackTrace().getFrames().stream()
              .filter(RecordedFrame::isJavaFrame)
              .anyMatch(frame -> frame.getMethod().getType().getName().startsWith(program));
    }

    private static Path library(Path copy) {
      String folder = System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
      try (ZipFile jar = new ZipFile(release("async-profiler-4.1.jar").toFile())) {
        ZipEntry entry = jar.getEntry(folder + "/libasyncProfiler.so");
        try (InputStream bytes = jar.getInputStream(entry)) {
          Files.copy(bytes, copy);
        }
        return copy;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  };

  /** The JVM's option; what the agent finds goes to the file {@code left}. */
  abstract String option(Path left);

  /** Whether it found something of the class {@code program}, by what is in {@code left}. */
  abstract boolean saw(String program, Path left) throws IOException;

  private static Path release(String file) {
    return Path.of(System.getProperty("weft.test.releases"), file);
  }
}
