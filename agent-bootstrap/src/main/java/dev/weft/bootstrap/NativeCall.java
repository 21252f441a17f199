package dev.weft.bootstrap;

import java.io.IOException;

/** What the JDK's native methods throw, which are called by handles: anything, to the compiler. */
final class NativeCall {
  private NativeCall() {}

  /** Throws {@code t} if it may be thrown as it is; else returns what to throw. */
  static IOException failed(Throwable t) throws IOException {
    if (t instanceof IOException e) {
      throw e;
    }
    if (t instanceof Error e) {
      throw e;
    }
    return new IOException("native call of the JDK failed", t);
  }
}
