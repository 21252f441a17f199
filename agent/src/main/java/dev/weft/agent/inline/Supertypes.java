package dev.weft.agent.inline;

import org.jspecify.annotations.Nullable;

/** Where the class files of superclasses are, which may have the fields that advice reads. */
public interface Supertypes {
  /** The class file at {@code path}, which is a name with slashes; null when there is none. */
  byte @Nullable [] find(String path);
}
