package dev.weft.bootstrap.http;

import dev.weft.bootstrap.MeshSocket;

/**
 * A request that is on its way. Ends once, on any thread; what comes after its end does nothing.
 */
public interface ClientExchange {
  /** The connection that carries it is known now, and so is who answers. */
  void carriedBy(MeshSocket socket);

  /**
   * Whom it is addressed to is known now.
   *
   * @param port 0 or less when it is not known
   */
  void addressedTo(String host, int port);

  /**
   * A gRPC call has ended, with an answer or without.
   *
   * @param code gRPC's status code, of which 0 is success
   */
  void closed(int code);

  /** An answer with this status has come. */
  void answered(int status);

  /** There will be no answer. */
  void failed(Throwable failure);
}
