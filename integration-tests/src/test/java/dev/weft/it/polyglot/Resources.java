package dev.weft.it.polyglot;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** The programs that are resources of this package. */
final class Resources {
  private Resources() {}

  /** The file of that name. */
  static Path file(String name) {
    URL found = Resources.class.getResource(name);
    if (found == null) {
      throw new IllegalArgumentException("resource: " + name + " (expected: one of the package)");
    }
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
