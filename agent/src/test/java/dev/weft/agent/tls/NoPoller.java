package dev.weft.agent.tls;

import java.io.FileDescriptor;

/** Nothing is to be watched here. */
final class NoPoller implements SocketContext.Poller {
  @Override
  public void watch(FileDescriptor fd, int event, Runnable task) {
    throw new AssertionError("watched for " + event);
  }

  @Override
  public void forget(FileDescriptor fd) {
    throw new AssertionError("forgotten");
  }
}
