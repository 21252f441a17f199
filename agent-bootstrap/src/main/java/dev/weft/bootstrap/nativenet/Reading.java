package dev.weft.bootstrap.nativenet;

/** Woven into what reads from a channel when its descriptor is ready: it can be told to. */
public interface Reading {
  /** Reads as if the descriptor were readable. On the channel's event loop. */
  void weftRead();
}
