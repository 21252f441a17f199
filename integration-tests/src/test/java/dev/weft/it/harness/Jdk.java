package dev.weft.it.harness;

import java.nio.file.Path;

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

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
