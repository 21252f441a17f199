package dev.weft.core.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A TLS connection to the policy server, whose peer is verified. Read and written by one thread.
 */
public interface ControlStream {
  /** What the server says; it ends where the server has said so by close_notify. */
  InputStream in() throws IOException;

  /** What is said to the server. */
  OutputStream out() throws IOException;

  /** Gives memory back; the connection's socket is closed. Any thread. */
  void release();
}
