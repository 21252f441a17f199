package dev.weft.server.directory;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** What the servers of one store tell one another of the heartbeats they hear. */
public interface SharedHeartbeats {
  /** Tells that the processes were heard just now, and what they said. */
  void tell(Map<UUID, Heartbeat> heard);

  /**
   * How long ago each process was last heard, at whichever server, by the one clock that all
   * servers share. One of which nobody told counts as heard now.
   */
  Map<UUID, Duration> silence(Collection<UUID> instances);

  /** What was said differently since this was last called, at whichever server. */
  Map<UUID, Heartbeat> news();

  /** Drops what was told of processes that are long gone. To be called now and then. */
  void prune();
}
