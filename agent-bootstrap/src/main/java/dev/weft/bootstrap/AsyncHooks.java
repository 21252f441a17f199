package dev.weft.bootstrap;

import dev.weft.bootstrap.nativenet.NativeSocket;
import java.io.FileDescriptor;

/** What the rewritten asynchronous socket channel calls. */
public final class AsyncHooks {
  private AsyncHooks() {}

  /**
   * {@code updateEvents}: arms the events of the pending operations.
   *
   * @return true when that is done; false to go on with the JDK's own code
   */
  public static boolean updateEvents(
      Object channel,
      Object port,
      FileDescriptor fd,
      int descriptor,
      boolean connecting,
      boolean reading,
      boolean writing) {
    MeshSocket socket = connecting ? null : Descriptors.meshSocket(fd);
    if (socket == null) {
      return false;
    }
    socket.carriedBy(channel);
    int events = socket.asyncInterest(reading, writing);
    if (reading && socket.hasLeftover() && !NioInternals.hand(port, channel, RawSocket.POLLIN)) {
      // A socket is mostly writable, so that the event comes at once. In a group of any other pool
      // the JDK has just tried to read, and there is something only if it has come meanwhile.
      events |= RawSocket.POLLOUT;
    }
    if (events != 0) {
      NioInternals.startPoll(port, descriptor, events);
    }
    return true;
  }

  /** {@code onEvent}: the events to go on with; 0 when they were used up and are armed anew. */
  public static int onEvent(Object channel, FileDescriptor fd, int events, boolean connecting) {
    MeshSocket socket = connecting ? null : Descriptors.meshSocket(fd);
    if (socket == null) {
      return events;
    }
    int ready = socket.asyncReady(fd, events);
    if (ready == 0) {
      NioInternals.updateEvents(channel);
    }
    return ready;
  }

  /** Has a channel arm its pending operations anew, because what they wait for has changed. */
  public static void rearm(Object channel) {
    if (channel instanceof NativeSocket socket) {
      socket.rearm();
      return;
    }
    NioInternals.updateEvents(channel);
  }
}
