package dev.weft.bootstrap.http;

import org.jspecify.annotations.Nullable;

/**
 * A request that a client library is about to send, as the library will send it. One adapter for
 * each library extends this. Called on the thread that sends the request, before anything of it is
 * on the wire; nothing is kept afterwards.
 */
public abstract class ClientView {
  /** The method, for example {@code GET}. */
  public abstract String method();

  /** {@code http} or {@code https}; nothing while that is not known. */
  public abstract String scheme();

  /** The host that the request is for, without a port; null when it is not known. */
  public abstract @Nullable String host();

  /** The port that the request is for; 0 or less when it is the scheme's own. */
  public abstract int port();

  /** The request target with its query, nothing decoded. */
  public abstract String target();

  /** The value of the header {@code name} that the program has set, in any case; or null. */
  public abstract @Nullable String header(String name);

  /** Sets a header of the request, in the place of any of that name. */
  public abstract void setHeader(String name, String value);

  /** Whether it is a call of gRPC, of which its target is the method. */
  public boolean isGrpc() {
    return false;
  }

  /** {@code 1.1}, {@code 2}; null while that is not known. */
  public @Nullable String protocolVersion() {
    return null;
  }

  /**
   * For how long, in nanoseconds, the library has been at it already: what it connected before it
   * had the request as it is sent.
   */
  public long nanosSinceStart() {
    return 0;
  }
}
