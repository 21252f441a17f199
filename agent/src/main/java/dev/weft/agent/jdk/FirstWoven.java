package dev.weft.agent.jdk;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a class of the JDK was made when it got its hooks, and can be made again: the JVM takes it
 * at any later time, since a class keeps its fields and methods for good.
 *
 * @param hooks the keys of its hooks
 * @param prepared where the {@linkplain PreparedClass prepared class} is, which is not kept in
 *     memory; null when there was none
 * @param classFile the class file, when there was none; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FirstWoven(Set<String> hooks, @Nullable String prepared, byte @Nullable [] classFile) {
  /** As no class can be: the JVM refuses the change as a whole, and keeps the class that it has. */
  private static final byte[] NO_CLASS = {0};

  /** Whether all of its hooks are in {@code next} too. */
  boolean isKeptBy(@Nullable WovenClass next) {
    return next != null && next.hooks().containsAll(hooks);
  }

  /** The class file, as it was. */
  byte[] again() {
    if (classFile != null) {
      return classFile;
    }
    try {
      return prepared == null ? NO_CLASS : PreparedClass.at(prepared).classFile();
    } catch (IOException | RuntimeException | Error e) {
      // Without the agent's jar, or without memory: whoever wants the class changed is told.
      return NO_CLASS;
    }
  }
}
