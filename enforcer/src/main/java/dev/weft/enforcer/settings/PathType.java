package dev.weft.enforcer.settings;

import java.nio.file.Path;

/** A file's path, absolute or from the directory that the program was started in. */
public record PathType() implements ValueType<Path> {
  @Override
  public String expected() {
    return "the path of a file";
  }

  @Override
  public Path parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("blank");
    }
    return Path.of(text).toAbsolutePath().normalize();
  }
}
