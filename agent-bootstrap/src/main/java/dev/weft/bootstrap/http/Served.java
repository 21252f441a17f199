package dev.weft.bootstrap.http;

import dev.weft.bootstrap.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * A request that was judged, from then until its answer is finished. Safe for any thread, and never
 * throws.
 */
public interface Served {
  /** One that nobody traces. */
  Served UNTRACED =
      new Served() {
        @Override
        public @Nullable TraceContext context() {
          return null;
        }

        @Override
        public void finished(int status, @Nullable String error) {}
      };

  /** What the application works under meanwhile; null for nothing. */
  @Nullable TraceContext context();

  /**
   * The answer is finished, or will never be. Only the first call counts.
   *
   * @param status its status; 0 when there is none
   * @param error why it could not be delivered: a word or a class name, of which there are few; or
   *     null when it was
   */
  void finished(int status, @Nullable String error);

  /**
   * As {@link #finished}, of a call of gRPC.
   *
   * @param status the HTTP status of its answer; 0 when there is none
   * @param code gRPC's status code; -1 when the answer has none
   */
  default void finishedCall(int status, int code, @Nullable String error) {
    finished(status, error);
  }
}
