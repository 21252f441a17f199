package dev.weft.proxy.net;

/** What has to move from time to time. Called on its event loop. */
public interface Watched {
  /** A number that is another one whenever something has moved. */
  long moved();

  /** Nothing has moved for the time limit; called again, for as long as it is watched. */
  void quiet();
}
