package dev.weft.proxy.link;

/** Serves clients by counting them, and can do something whenever it is asked what it is. */
final class FakeProgram implements Program {
  int served;
  private int asked;
  private int changeAt;
  private Runnable change = () -> {};

  /** Runs {@code change} when it is asked for the {@code nth} time. */
  void whenAsked(int nth, Runnable change) {
    this.changeAt = nth;
    this.change = change;
  }

  @Override
  public boolean judgesRequests() {
    asked++;
    if (asked == changeAt) {
      change.run();
    }
    return false;
  }

  @Override
  public boolean maySpeakFirst() {
    return false;
  }

  @Override
  public void serve(InboundConnection client) {
    served++;
  }
}
