package dev.weft.bootstrap;

import java.io.FileDescriptor;
import org.jspecify.annotations.Nullable;

/** A connection that failed: ready for all, whatever is asked. */
final class ReadySocket extends MeshSocket {
  @Override
  public int read(FileDescriptor fd, long address, int length) {
    return IoResult.EOF;
  }

  @Override
  public int write(FileDescriptor fd, long address, int length) {
    return IoResult.UNAVAILABLE;
  }

  @Override
  public long writev(FileDescriptor fd, IoVector vector) {
    return IoResult.UNAVAILABLE;
  }

  @Override
  public void connected(FileDescriptor fd) {}

  @Override
  public int available(FileDescriptor fd, int kernel) {
    return 0;
  }

  @Override
  public void shuttingDownInput() {}

  @Override
  public void shuttingDownOutput(FileDescriptor fd, boolean atOnce) {}

  @Override
  public boolean shutsDownLater(boolean input) {
    return false;
  }

  @Override
  public void closing(FileDescriptor fd) {}

  @Override
  public @Nullable ParkPlan planPark(FileDescriptor fd, int event, long nanos) {
    return ParkPlan.WAITED;
  }

  @Override
  public void parked(FileDescriptor fd) {}

  @Override
  public int interestEvents(int events) {
    return events;
  }

  @Override
  public int readyEvents(FileDescriptor fd, int events, Object key) {
    return RawSocket.POLLIN | RawSocket.POLLOUT;
  }

  @Override
  public void registered(FileDescriptor fd, Object key) {}

  @Override
  public void carriedBy(Object channel) {}

  @Override
  public int opening() {
    return OPEN;
  }

  @Override
  public boolean hasLeftover() {
    return true;
  }

  @Override
  public int asyncInterest(boolean reading, boolean writing) {
    return 0;
  }

  @Override
  public int asyncReady(FileDescriptor fd, int events) {
    return events;
  }
}
