package dev.weft.proxy.captured;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whether the kernel diverts what it should, as far as was seen last. */
public final class CaptureHealth {
  private final KernelCapture capture;
  private volatile @Nullable String trouble;

  /** That of {@code capture}, of which nothing bad is known yet. */
  public CaptureHealth(KernelCapture capture) {
    this.capture = capture;
  }

  /**
   * Looks, and repairs, as {@link KernelCapture#keep}. By one thread at a time.
   *
   * @throws IOException when that cannot be done
   */
  public void keep() throws IOException {
    try {
      capture.keep();
      trouble = null;
    } catch (IOException | RuntimeException e) {
      trouble = String.valueOf(e.getMessage());
      throw e;
    }
  }

  /** What was wrong when it was looked last, for people; null for nothing. Any thread. */
  public @Nullable String trouble() {
    return trouble;
  }
}
