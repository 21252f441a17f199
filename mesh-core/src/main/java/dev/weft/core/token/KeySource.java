package dev.weft.core.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the keys of an issuer come from. Safe for use by several threads. */
public interface KeySource {
  /**
   * The keys, as they are known; empty when none are known.
   *
   * @param kid the name of the key that is looked for, or null when any may do; a source that can
   *     ask for newer keys does so when it does not know this one
   * @param algorithm the algorithm that the key has to fit
   * @param patience how long the calling thread may be held; zero for not at all
   */
  JwkSet keys(@Nullable String kid, JwsAlgorithm algorithm, Duration patience);

  /** Sees to it, without waiting, that keys will be there when they are asked for. */
  default void prepare() {}

  /** A source of these keys, always. */
  static KeySource of(JwkSet keys) {
    return (kid, algorithm, patience) -> keys;
  }
}
