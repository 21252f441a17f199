package dev.weft.agent.http.rxjava3;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import org.jspecify.annotations.Nullable;

/**
 * Works for whoever subscribed to a {@code Single}, on whatever thread.
 *
 * @param to whom everything is told, as it comes
 * @param context what the subscriber worked under
 * @param <T> what it is told of
 */
public record ContextSingleObserver<T>(SingleObserver<? super T> to, TraceContext context)
    implements SingleObserver<T> {
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
  public void onSuccess(T value) {
    @Nullable TraceScope scope = TaskContexts.resuming(context);
    try {
      to.onSuccess(value);
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
}
