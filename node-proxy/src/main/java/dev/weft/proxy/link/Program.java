package dev.weft.proxy.link;

/** The workload's program, as connections reach it that have been let in. */
public interface Program {
  /** Whether each request is judged by itself, so that the connection need not be as a whole. */
  boolean judgesRequests();

  /**
   * Whether it may speak before its client does, so that a client without TLS may be one that waits
   * for it.
   */
  boolean maySpeakFirst();

  /**
   * Connects {@code client} with the program, on the client's event loop. One that {@link
   * #maySpeakFirst} may be asked to before it is known who the client is: that is settled when it
   * has been reached.
   */
  void serve(InboundConnection client);
}
