package dev.weft.proxy.settings;

import java.util.Map;

/**
 * A program of this machine, whose connections are captured.
 *
 * @param match by what the kernel knows what it opens
 * @param ports where it listens: what others open to these ports of the machine's addresses is
 *     captured too
 */
public record ProcessSpec(Match match, Map<Integer, AppProtocol> ports) implements CaptureSpec {
  /** Takes a copy. */
  public ProcessSpec {
    ports = Map.copyOf(ports);
  }

  /** By what the kernel knows whose a connection is. */
  public sealed interface Match {
    /** Processes of a user. */
    record User(long uid) implements Match {}

    /** Processes in a cgroup of version 2, by its path beneath the root, and those below it. */
    record ControlGroup(String path) implements Match {}

    /** Sockets that bear a mark. */
    record Mark(int mark) implements Match {}
  }
}
