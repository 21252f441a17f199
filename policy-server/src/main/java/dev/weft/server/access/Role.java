package dev.weft.server.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a person may do. Each role may what the one before it may, and more. */
public enum Role {
  /** Reads policies and workloads, and asks who may call whom. */
  VIEWER,
  /** Changes policies too. */
  EDITOR,
  /** Mints join tokens too; in all namespaces, everything. */
  ADMIN;

  /**
   * The role as settings and resources spell it: {@code viewer}, {@code editor} or {@code admin}.
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this role may whatever {@code other} may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** The role that {@code word} spells, in lower case only. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }
}
