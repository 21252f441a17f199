package dev.weft.agent.http.reactor;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.util.context.Context;

/**
 * Works for whoever subscribed, on whatever thread. Whoever scans a chain finds what is behind it
 * in its place.
 *
 * @param to whom everything is told, as it comes
 * @param context what the subscriber worked under
 * @param <T> what it is told of
 */
public record ContextSubscriber<T>(CoreSubscriber<? super T> to, TraceContext context)
    implements CoreSubscriber<T>, Scannable {
  @Override
  public Context currentContext() {
    return to.currentContext();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    @Nullable TraceScope scope = TaskContexts.resuming(context);
    try {
      to.onSubscribe(subscription);
    } finally {
      TaskContexts.ended(scope);
    }
  }

  @Override
  public void onNext(T value) {
    @Nullable TraceScope scope = TaskContexts.resuming(context);
    try {
      to.onNext(value);
    } finally {
      TaskContexts.ended(scope);
    }
  }

  @Override
  public void onError(Throwable failure) {
    @Nullable TraceScope scope = TaskContexts.resuming(context);
    try {
      to.onError(failure);
    } finally {
      TaskContexts.ended(scope);
    }
  }

  @Override
  public void onComplete() {
    @Nullable TraceScope scope = TaskContexts.resuming(context);
    try {
      to.onComplete();
    } finally {
      TaskContexts.ended(scope);
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // As Reactor declares it.
  public @Nullable Object scanUnsafe(Attr key) {
    return Scannable.from(to).scanUnsafe(key);
  }

  @Override
  public boolean isScanAvailable() {
    return Scannable.from(to).isScanAvailable();
  }

  @Override
  public String stepName() {
    return Scannable.from(to).stepName();
  }
}
