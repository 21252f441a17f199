package dev.weft.proxy.netns;

import java.nio.file.Path;

/** A namespace that is open, and is the same by its path until it is closed. */
public interface HeldNamespace extends AutoCloseable {
  /** Its file, for this process. */
  Path path();

  @Override
  void close();
}
