package dev.weft.it.programs;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Makes a buffer, and gives it back or loses it. */
public final class LosingBuffers {
  private LosingBuffers() {}

  /** Arguments: {@code lose} or {@code release}. */
  public static void main(String[] args) throws Exception {
    use(args[0].equals("release"));
    Serving.untilToldToStop(0);
  }

  /** A method of its own: nothing of the buffer is left on the stack behind it. */
  private static void use(boolean release) {
    ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer(16);
    buffer.writeInt(1);
    if (release) {
      buffer.release();
    }
  }
}
