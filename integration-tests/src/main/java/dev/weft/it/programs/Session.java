package dev.weft.it.programs;

import java.io.Closeable;
import java.io.IOException;

/** One client's connection to an echo server. Used by one thread at a time. */
interface Session extends Closeable {
  /** Sends {@code message} and returns what came back for it. */
  byte[] exchange(byte[] message) throws Exception;

  @Override
  default void close() throws IOException {}

  /** Opens sessions. Called by several threads. */
  @FunctionalInterface
  interface Opener {
    /** Opens the session to the server on {@code port} of 127.0.0.1. */
    Session open(int port) throws Exception;
  }
}
