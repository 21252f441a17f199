package dev.weft.boringssl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NativeLibraryTest {
  @TempDir private Path folder;

  @Test
  void load_processEndsMeanwhile_leavesNoFile() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.io.tmpdir=" + folder,
                    "-cp",
                    System.getProperty("java.class.path"),
                    EndsWhileLoading.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(Path.of(said.strip()).getParent()).isEqualTo(folder);
      assertThat(folder).isEmptyDirectory();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void problemOf_processEndsWhileItIsLoaded_isThat() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Path file;
    try (LibraryCopy copy = copy(it -> endIf(asked.getAndIncrement() > 0))) {
      file = copy.file();
      assertThat(file).exists();
      assertThat(NativeLibrary.problemOf(copy, NativeLibraryTest::fail))
          .isEqualTo(NativeLibrary.ENDS);
    }
    assertThat(asked).hasValue(2);
    assertThat(file).doesNotExist();
  }

  @Test
  void problemOf_processEndsBefore_isThatAndNothingIsLoaded() throws Exception {
    AtomicInteger loads = new AtomicInteger();
    try (LibraryCopy copy = copy(file -> endIf(true))) {
      assertThat(
              NativeLibrary.problemOf(
                  copy,
                  () -> {
                    loads.incrementAndGet();
                    return null;
                  }))
          .isEqualTo(NativeLibrary.ENDS);
    }
    assertThat(loads).hasValue(0);
  }

  @Test
  void problemOf_notLoadedInAProcessThatGoesOn_saysWhy() throws Exception {
    try (LibraryCopy copy = copy(file -> endIf(false))) {
      assertThat(NativeLibrary.problemOf(copy, NativeLibraryTest::fail))
          .isEqualTo("lib.so: not loaded");
    }
  }

  private static LibraryCopy copy(LibraryCopy.AtExit atExit) throws IOException {
    return LibraryCopy.make("weft-test", atExit);
  }

  private static @Nullable Void fail() {
    throw new UnsatisfiedLinkError("lib.so: not loaded");
  }

  private static void endIf(boolean ends) {
    if (ends) {
      throw new IllegalStateException("Shutdown in progress");
    }
  }
}
