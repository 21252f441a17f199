package dev.weft.bootstrap;

import java.net.ConnectException;

/**
 * A connection was refused before it began; the message says why. To the application it is an
 * ordinary {@link ConnectException}.
 */
public final class MeshConnectException extends ConnectException {
  private static final long serialVersionUID = 1L;

  public MeshConnectException(String message) {
    super(message);
  }
}
