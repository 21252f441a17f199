package dev.weft.bootstrap;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A selector that tells its queue of wake-ups, as the rewritten ones do, and does nothing else. */
final class WovenSelector extends Selector {
  private final SelectorQueue queue;
  final AtomicInteger wakeUps = new AtomicInteger();

  WovenSelector(SelectorQueue queue) {
    this.queue = queue;
  }

  @Override
  public Selector wakeup() {
    queue.wakingUp();
    wakeUps.incrementAndGet();
    return this;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public SelectorProvider provider() {
    return SelectorProvider.provider();
  }

  @Override
  public Set<SelectionKey> keys() {
    return Set.of();
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    return Set.of();
  }

  @Override
  public int selectNow() {
    return 0;
  }

  @Override
  public int select(long timeout) {
    return 0;
  }

  @Override
  public int select() {
    return 0;
  }

  @Override
  public void close() {
    wakeup();
  }
}
