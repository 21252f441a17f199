package dev.weft.benchmarks.programs;

import java.nio.file.Path;
import java.util.Locale;

/** Which end of a connection a program is. */
public enum Role {
  CLIENT,
  SERVER;

  /** The name of the role's key store, and of its entry there. */
  public String alias() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The key store of this role in {@code folder}. */
  public Path keyStore(Path folder) {
    return folder.resolve(alias() + ".p12");
  }
}
