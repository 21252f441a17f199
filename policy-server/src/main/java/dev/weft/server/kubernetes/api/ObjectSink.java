package dev.weft.server.kubernetes.api;

import java.util.Map;

/**
 * Takes what is known of the objects of one kind. Called by one thread at a time.
 *
 * @param <T> what is kept of an object
 */
public interface ObjectSink<T> {
  /** These are all there are. */
  void replace(Map<ObjectName, T> all);

  /** There is this one now, or it changed. */
  void put(ObjectName name, T object);

  /** There is none of that name any more. */
  void remove(ObjectName name);
}
