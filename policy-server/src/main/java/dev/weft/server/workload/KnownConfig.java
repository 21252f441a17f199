package dev.weft.server.workload;

import java.util.Optional;

/**
 * What one who asks for config has already.
 *
 * @param scope whom the config is for
 * @param revision the revision of the config that he has; negative when he wants the whole
 * @param seen the newest revision that he was ever told, though he wants the whole; negative when
 *     there is none
 * @param source of what mesh these revisions are, if he says so
 */
record KnownConfig(ConfigScope scope, long revision, long seen, Optional<String> source) {
  boolean wantsWhole() {
    return revision < 0;
  }

  /** The revision behind which he must not be taken; negative when there is none. */
  long newest() {
    return Math.max(revision, seen);
  }

  /** Whether his revisions are those of another mesh than {@code id}, and mean nothing in it. */
  boolean isOfAnother(String id) {
    return source.isPresent() && !source.get().equals(id);
  }
}
