package dev.weft.proxy.captured;

/**
 * How long the kernel's rules stay of workloads that have left: until the next change, but over two
 * looks at least. One that is replaced comes back within that time, and is never outside the mesh.
 * By one thread at a time.
 */
public final class Leaving {
  private static final int LOOKS = 2;

  private int left;

  /** One has left. */
  public void begin() {
    left = LOOKS;
  }

  /** Whether none has left since the rules were changed. */
  public boolean isNone() {
    return left == 0;
  }

  /** To be asked at each look: whether its rules have stayed long enough now. */
  public boolean isOver() {
    if (left > 0) {
      left--;
      return left == 0;
    }
    return false;
  }

  /** The rules are changed. */
  public void end() {
    left = 0;
  }
}
