package dev.weft.agent.http.rxjava2;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import io.reactivex.FlowableSubscriber;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Works for whoever subscribed to a {@code Flowable}, on whatever thread.
 *
 * @param to whom everything is told, as it comes
 * @param context what the subscriber worked under
 * @param <T> what it is told of
 */
public record ContextSubscriber<T>(Subscriber<? super T> to, TraceContext context)
    implements FlowableSubscriber<T> {
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
}
