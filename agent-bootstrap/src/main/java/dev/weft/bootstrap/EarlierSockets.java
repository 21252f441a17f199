package dev.weft.bootstrap;

import java.io.FileDescriptor;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sockets that were there before the hooks, in a program that the agent was attached to. Their
 * descriptor objects are not known, their numbers are.
 */
public final class EarlierSockets {
  /** What poll(2) adds for one that is not connected, or not any more. */
  private static final int POLLHUP = 0x10;

  /** By the descriptor's number; bounded by what the program had open at that moment. */
  private static final Map<Integer, Attachment> BY_NUMBER = new ConcurrentHashMap<>();

  private EarlierSockets() {}

  /** Has {@code attachment} be told when the descriptor of that number is closed. */
  public static void attach(int number, Attachment attachment) {
    BY_NUMBER.put(number, attachment);
  }

  /** The descriptor of that number was closed before {@link #attach} was called. */
  public static void released(int number) {
    Attachment attachment = BY_NUMBER.remove(number);
    if (attachment != null) {
      attachment.released();
    }
  }

  /** Nobody is told any more. */
  static void forget() {
    BY_NUMBER.clear();
  }

  static void released(FileDescriptor fd) {
    if (!BY_NUMBER.isEmpty()) {
      released(Descriptors.number(fd));
    }
  }

  /** Whether {@code fd} is, or has been, connected; true when that cannot be told. */
  static boolean isConnected(FileDescriptor fd) {
    try {
      int events = RawSocket.poll(fd, RawSocket.POLLIN | RawSocket.POLLOUT, 0);
      // One that was connected and has broken can be read from too, until its end or the error.
      return events != (RawSocket.POLLOUT | POLLHUP);
    } catch (IOException e) {
      return true;
    }
  }
}
