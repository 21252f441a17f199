package dev.weft.agent.http;

import java.lang.instrument.Instrumentation;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which classes were loaded before anybody watched: in a program that the agent was attached to.
 * They cannot be woven any more, because a class cannot be given fields or interfaces afterwards.
 */
final class EarlierClasses {
  /** For an agent that was there first. */
  static final EarlierClasses NONE = new EarlierClasses(null);

  private final @Nullable Instrumentation jvm;

  EarlierClasses(@Nullable Instrumentation jvm) {
    this.jvm = jvm;
  }

  /**
   * Whether any class of a copy of {@code library} was. To be asked when the first of its classes
   * is met: all of them are woven, or none.
   */
  boolean hasSomeOf(Library library, String prefix, @Nullable ClassLoader loader) {
    if (jvm == null || library.independent()) {
      return false;
    }
    Set<String> names = new HashSet<>();
    for (LibraryClass type : library.classes()) {
      names.add(prefix.replace('/', '.') + type.name());
    }
    for (Class<?> loaded : jvm.getAllLoadedClasses()) {
      if (loaded.getClassLoader() == loader && names.contains(loaded.getName())) {
        return true;
      }
    }
    return false;
  }
}
