package dev.weft.bootstrap;

import org.jspecify.annotations.Nullable;

/** What a program learns that asks for a native transport, which the mesh has switched off. */
public final class NativeTransports {
  private static final String REASON =
      "native transport: switched off by the Weft agent, which protects the JDK's sockets only"
          + " (expected: the NIO transport)";

  private NativeTransports() {}

  /** Why it is not available; {@code cause} when there is another reason already. */
  public static Throwable cause(@Nullable Throwable cause) {
    return cause == null ? new UnsupportedOperationException(REASON) : cause;
  }

  /** The error that a missing native library gives, for whoever insists on it. */
  public static UnsatisfiedLinkError refusal() {
    return new UnsatisfiedLinkError(REASON);
  }
}
