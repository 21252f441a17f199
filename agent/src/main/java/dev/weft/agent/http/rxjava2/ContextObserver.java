package dev.weft.agent.http.rxjava2;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import io.reactivex.Observer;
import io.reactivex.disposables.Disposable;
import org.jspecify.annotations.Nullable;

/**
 * Works for whoever subscribed to an {@code Observable}, on whatever thread.
 *
 * @param to whom everything is told, as it comes
 * @param context what the subscriber worked under
 * @param <T> what it is told of
 */
public record ContextObserver<T>(Observer<? super T> to, TraceContext context)
    implements Observer<T> {
  @Override
  public void onSubscribe(Disposable disposable) {
    @Nullable TraceScope scope = TaskContexts.resuming(context);
    try {
      to.onSubscribe(disposable);
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
