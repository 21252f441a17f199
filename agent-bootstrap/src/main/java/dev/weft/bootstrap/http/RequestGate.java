package dev.weft.bootstrap.http;

import dev.weft.bootstrap.MeshSocket;
import org.jspecify.annotations.Nullable;

/** Judges requests. Called on the application's threads, several at once. */
public interface RequestGate {
  /** Every request on {@code socket} is going to be judged, and nothing has been read from it. */
  void claimed(MeshSocket socket);

  /**
   * Judges a request, and changes what it carries where that has to be changed.
   *
   * @param socket the state of its connection; null when Weft's hooks did not see it
   */
  Verdict judge(@Nullable MeshSocket socket, RequestView request);

  /** Is told of a fault of Weft's own; must not throw. */
  void fault(String where, Throwable fault);
}
