package dev.weft.agent.tls;

import java.net.InetSocketAddress;

/** What the two ends of a connection differ in, for its state. */
interface ConnectionEnd {
  /** The other end's address, for messages and events. */
  InetSocketAddress remote();

  /** Whether this is the server's end. */
  boolean inbound();

  /** The server's port. */
  int port();

  /** The application writes, or wants to, while the connection is opening. With the lock. */
  void wantsToSpeakFirst(Opening opening);

  /**
   * Nanoseconds after which the opening may go on though nothing has arrived; 0 for never. With the
   * lock.
   */
  long patience(Opening opening);

  /** The connection is open now, or left alone. With the lock: it must not be ended here. */
  default void opened() {}
}
