package dev.weft.agent.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The JDKs that the packaged agent is tested on. They are looked for in {@code WEFT_TEST_JDKS}
 * (home folders, parted as in a class path), then in the system's folder of JVMs, then the one that
 * runs the tests. One that is missing makes its tests visible as skipped; with {@code CI} set,
 * failed.
 */
public enum TestJdk {
  /** The oldest that Weft supports. */
  JDK_17(17),
  /** The newest that Weft is tested on. */
  JDK_25(25);

  private final int feature;

  TestJdk(int feature) {
    this.feature = feature;
  }

  /** The {@code java} command of this JDK; ends the test when there is none. */
  public Path java() {
    Path home = find();
    if (home != null) {
      return home.resolve("bin/java");
    }
    String message = "no JDK " + feature + ": name its home folder in WEFT_TEST_JDKS";
    return System.getenv("CI") == null ? abort(message) : fail(message);
  }

  private @Nullable Path find() {
    for (Path home : candidates()) {
      if (feature == featureOf(home)) {
        return home;
      }
    }
    return null;
  }

  private static List<Path> candidates() {
    List<Path> homes = new ArrayList<>();
    String named = System.getenv("WEFT_TEST_JDKS");
    if (named != null) {
      for (String home : named.split(File.pathSeparator, -1)) {
        homes.add(Path.of(home));
      }
    }
    try (DirectoryStream<Path> installed = Files.newDirectoryStream(Path.of("/usr/lib/jvm"))) {
      installed.forEach(homes::add);
    } catch (IOException e) {
      // No such folder on this system: the other places remain.
    }
    homes.add(Path.of(System.getProperty("java.home")));
    return homes;
  }

  private static int featureOf(Path home) {
    Properties release = new Properties();
    try (Reader in = Files.newBufferedReader(home.resolve("release"))) {
      release.load(in);
      String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
      return Integer.parseInt(version.split("\\.", 2)[0]);
    } catch (IOException e) {
      return 0;
    }
  }
}
