package dev.weft.enforcer.trace;

/** Takes the spans that are recorded. Called on the application's threads: it must not block. */
public interface SpanSink {
  /** Takes nothing. */
  SpanSink NONE =
      new SpanSink() {
        @Override
        public boolean isOpen() {
          return false;
        }

        @Override
        public void accept(FinishedSpan span) {}
      };

  /** Whether spans go anywhere; while they do not, none is recorded. */
  boolean isOpen();

  /** Takes a span, or drops and counts it. */
  void accept(FinishedSpan span);
}
