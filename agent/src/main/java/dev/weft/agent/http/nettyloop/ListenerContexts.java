package dev.weft.agent.http.nettyloop;

import dev.weft.bootstrap.trace.TraceContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of one future's listeners, by identity; never more than it has listeners. Safe for
 * any thread.
 */
public final class ListenerContexts {
  private final List<Object> listeners = new ArrayList<>(1);
  private final List<TraceContext> contexts = new ArrayList<>(1);

  ListenerContexts() {}

  synchronized void add(Object listener, TraceContext context) {
    listeners.add(listener);
    contexts.add(context);
  }

  /** Takes the context of {@code listener} away; null when it was added without one. */
  synchronized @Nullable TraceContext take(Object listener) {
    for (int i = 0; i < listeners.size(); i++) {
      if (listeners.get(i) == listener) {
        Object unused = listeners.remove(i);
        return contexts.remove(i);
      }
    }
    return null;
  }
}
