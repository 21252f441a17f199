package dev.weft.agent.http.rxjava3;

import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.flowables.ConnectableFlowable;
import io.reactivex.rxjava3.functions.Supplier;
import io.reactivex.rxjava3.internal.fuseable.HasUpstreamMaybeSource;
import io.reactivex.rxjava3.internal.fuseable.HasUpstreamObservableSource;
import io.reactivex.rxjava3.internal.fuseable.HasUpstreamPublisher;
import io.reactivex.rxjava3.observables.ConnectableObservable;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/** What the woven plugins call. None of it throws. */
public final class RxContexts {
  private static final Kinds KINDS = new Kinds();

  private RxContexts() {}

  /** Whether what a source tells may come from threads that belong to others. */
  private static final class Kinds extends ClassValue<Boolean> {
    @Override
    protected Boolean computeValue(Class<?> source) {
      // Told while one subscribes, by whoever does.
      if (Supplier.class.isAssignableFrom(source)) {
        return false;
      }
      boolean step =
          HasUpstreamPublisher.class.isAssignableFrom(source)
              || HasUpstreamObservableSource.class.isAssignableFrom(source)
              || HasUpstreamMaybeSource.class.isAssignableFrom(source);
      return !step || isShared(source) || source.getName().endsWith("Timed");
    }

    /** A step with several subscribers, who do not belong together. */
    private static boolean isShared(Class<?> source) {
      return ConnectableFlowable.class.isAssignableFrom(source)
          || ConnectableObservable.class.isAssignableFrom(source)
          || source.getName().endsWith("Cache");
    }
  }

  private static @Nullable TraceContext context(Object source, @Nullable Object observer) {
    TraceContext current = TraceScope.current();
    return current != null && observer != null && KINDS.get(source.getClass()) ? current : null;
  }

  /** Somebody subscribes to a {@code Flowable}. */
  public static <T> Subscriber<? super T> subscribing(
      Object source, Subscriber<? super T> subscriber) {
    TraceContext context = context(source, subscriber);
    return context == null ? subscriber : new ContextSubscriber<T>(subscriber, context);
  }

  /** Somebody subscribes to an {@code Observable}. */
  public static <T> Observer<? super T> subscribing(Object source, Observer<? super T> observer) {
    TraceContext context = context(source, observer);
    return context == null ? observer : new ContextObserver<T>(observer, context);
  }

  /** Somebody subscribes to a {@code Single}. */
  public static <T> SingleObserver<? super T> subscribing(
      Object source, SingleObserver<? super T> observer) {
    TraceContext context = context(source, observer);
    return context == null ? observer : new ContextSingleObserver<T>(observer, context);
  }

  /** Somebody subscribes to a {@code Maybe}. */
  public static <T> MaybeObserver<? super T> subscribing(
      Object source, MaybeObserver<? super T> observer) {
    TraceContext context = context(source, observer);
    return context == null ? observer : new ContextMaybeObserver<T>(observer, context);
  }

  /** Somebody subscribes to a {@code Completable}. */
  public static CompletableObserver subscribing(Object source, CompletableObserver observer) {
    TraceContext context = context(source, observer);
    return context == null ? observer : new ContextCompletableObserver(observer, context);
  }
}
