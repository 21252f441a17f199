package dev.weft.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdksTest {
  @TempDir private Path folder;

  @Test
  void find_severalPlaces_namedOnesComeFirst() throws IOException {
    Path running = jdk("running", "17.0.15");
    Path named = jdk("named", "17.0.1");
    jdk("system/jdk-25", "25");
    Jdks jdks =
        new Jdks(
            Map.of("WEFT_TEST_JDKS", named.toString()),
            List.of(folder.resolve("system"), folder.resolve("absent")),
            running);

    assertThat(jdks.find(17)).hasValue(new Jdk(17, named));
    assertThat(jdks.find(25)).hasValue(new Jdk(25, folder.resolve("system/jdk-25")));
    assertThat(jdks.find(21)).isEmpty();
  }

  @Test
  void find_folderWithoutLauncherOrRelease_isPassedOver() throws IOException {
    Path broken = folder.resolve("broken");
    Files.createDirectories(broken);
    Jdks jdks = new Jdks(Map.of(), List.of(folder), broken);

    assertThat(jdks.find(17)).isEmpty();
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Path java = Files.createFile(home.resolve("bin/java"));
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }
}
