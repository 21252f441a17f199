package dev.weft.bootstrap.http;

import dev.weft.bootstrap.MeshSocket;

/**
 * A request that is on its way. Ends once, on any thread; what comes after its end does nothing.
 */
public interface ClientExchange {
  /** The connection that carries it is known now, and so is who answers. */
  void carriedBy(MeshSocket socket);

  /** An answer with this status has come. */
  void answered(int status);

  /** There will be no answer. */
  void failed(Throwable failure);
}
