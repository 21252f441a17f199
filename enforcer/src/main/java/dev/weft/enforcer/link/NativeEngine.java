package dev.weft.enforcer.link;

/** An engine that holds memory outside the heap. */
public interface NativeEngine extends AutoCloseable {
  /** Gives it back; the engine is of no use from then on. */
  @Override
  void close();
}
