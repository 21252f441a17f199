package dev.weft.enforcer.trace;

import java.util.ArrayList;
import java.util.List;

/** Keeps spans while it is open. */
final class ListSink implements SpanSink {
  final List<FinishedSpan> spans = new ArrayList<>();
  boolean open = true;

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void accept(FinishedSpan span) {
    spans.add(span);
  }
}
