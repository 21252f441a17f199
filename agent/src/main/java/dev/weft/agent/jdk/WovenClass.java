package dev.weft.agent.jdk;

import java.util.Set;

/**
 * A class of the JDK with hooks in it.
 *
 * @param hooks the {@linkplain Hook#key() keys} of the hooks that it contains; one at least
 * @param classFile the rewritten class file; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WovenClass(Set<String> hooks, byte[] classFile) {
  /** Takes a copy of the names. */
  public WovenClass {
    hooks = Set.copyOf(hooks);
  }
}
