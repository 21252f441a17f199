package dev.weft.bootstrap;

import java.net.SocketException;

/**
 * A connection of the mesh was refused or failed; the message says why and, where a policy decided,
 * which. To the application it is an ordinary {@link SocketException}.
 */
public final class MeshSocketException extends SocketException {
  private static final long serialVersionUID = 1L;

  public MeshSocketException(String message) {
    super(message);
  }
}
