package dev.weft.agent.nativenet;

import io.netty.channel.epoll.Epoll;

/** Asks for a native transport, and then insists on it. */
final class EpollProgram {
  private EpollProgram() {}

  public static void main(String[] args) {
    System.out.println("available: " + Epoll.isAvailable());
    System.out.println("cause: " + Epoll.unavailabilityCause());
    try {
      Epoll.ensureAvailability();
      System.out.println("insisted: granted");
    } catch (UnsatisfiedLinkError e) {
      System.out.println("insisted: " + e.getMessage());
    }
  }
}
