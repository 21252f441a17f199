package dev.weft.enforcer.link;

import javax.net.ssl.SSLEngine;

/**
 * One side of one connection's mutual TLS: an engine, and what its peer turned out to be.
 *
 * @param engine the engine
 * @param trust the check of its peer
 */
public record MutualTls(SSLEngine engine, PeerTrust trust) implements AutoCloseable {
  /** Runs what the engine has to compute, on the calling thread. */
  public void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** The connection is gone: gives back what the engine holds outside the heap. */
  @Override
  public void close() {
    if (engine instanceof NativeEngine held) {
      held.close();
    }
  }
}
