package dev.weft.proxy.netns;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a thread in another namespace has done. */
final class Awaited {
  private static final int SECONDS = 5;

  private Awaited() {}

  /**
   * Waits for it, which is not long.
   *
   * @throws IOException when it has failed, or does not come; fit for people
   */
  static <T> T of(CompletableFuture<T> awaited) throws IOException {
    try {
      return awaited.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + SECONDS + " s", e);
    } catch (CancellationException e) {
      throw new IOException("it is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
