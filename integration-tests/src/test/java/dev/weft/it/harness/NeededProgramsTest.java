package dev.weft.it.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeededProgramsTest {
  @TempDir private Path folder;
  private InstalledPrograms installed;

  @BeforeEach
  void install() throws Exception {
    Files.createFile(
        folder.resolve("here"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createFile(folder.resolve("text"));
    installed = new InstalledPrograms(List.of(folder.resolve("nowhere"), folder));
  }

  @Test
  void find_executableFilesOnly() {
    assertThat(installed.find("here")).hasValue(folder.resolve("here"));
    assertThat(installed.find("text")).isEmpty();
    assertThat(installed.find("absent")).isEmpty();
  }

  @Test
  void judge_allHere_testsRun() {
    assertThat(new NeededPrograms(installed, true).judge(List.of("here")).isDisabled()).isFalse();
  }

  @Test
  void judge_oneMissing_testsAreSkippedAndSayWhich() {
    assertThat(new NeededPrograms(installed, false).judge(List.of("here", "absent")))
        .satisfies(
            result -> {
              assertThat(result.isDisabled()).isTrue();
              assertThat(result.getReason())
                  .hasValueSatisfying(r -> assertThat(r).contains(": absent not"));
            });
  }

  @Test
  void judge_oneMissingThatIsRequired_fails() {
    assertThatThrownBy(() -> new NeededPrograms(installed, true).judge(List.of("absent")))
        .hasMessageContaining("absent");
  }
}
