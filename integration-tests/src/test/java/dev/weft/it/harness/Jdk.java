package dev.weft.it.harness;

import java.nio.file.Path;
import java.util.List;

/**
 * An installed JDK.
 *
 * @param feature its feature release, for example 17
 * @param home its folder
 */
public record Jdk(int feature, Path home) {
  /** The launcher. */
  public Path java() {
    return home.resolve("bin").resolve("java");
  }

  /** What gives commands to a JVM. */
  public Path jcmd() {
    return home.resolve("bin").resolve("jcmd");
  }

  /**
   * Options for programs whose libraries still use {@code sun.misc.Unsafe}, of which newer JDKs
   * warn on stderr.
   */
  public List<String> allowingUnsafe() {
    return feature >= 24 ? List.of("--sun-misc-unsafe-memory-access=allow") : List.of();
  }

  /** Options for programs that load native code, of which newer JDKs warn on stderr as well. */
  public List<String> allowingNativeCode() {
    return feature >= 24
        ? List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
        : List.of();
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
