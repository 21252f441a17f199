package dev.weft.core.control;

/** Says when one client may ask for its SVID. Safe for any thread, and never blocks. */
public interface SvidTurn {
  /** Takes the request that is made when it is its turn. Called once, before everything else. */
  void bind(SvidRequest request);

  /** An SVID is wanted before it would be its turn, for the first time or for another reason. */
  void wake();

  /** No turn begins any more; one that has begun goes on to its end. */
  void stop();
}
