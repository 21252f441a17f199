package dev.weft.agent.http.rxjava3;

import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.SingleObserver;
import net.bytebuddy.asm.Advice;
import org.reactivestreams.Subscriber;

/** The overloads of {@code RxJavaPlugins.onSubscribe}, which every subscription passes. */
final class PluginsAdvice {
  private PluginsAdvice() {}

  /** For a {@code Flowable}. */
  static final class Flowables {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) Object source,
        @Advice.Return(readOnly = false) Subscriber<?> subscriber) {
      subscriber = RxContexts.subscribing(source, subscriber);
    }
  }

  /** For a {@code Observable}. */
  static final class Observables {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) Object source,
        @Advice.Return(readOnly = false) Observer<?> subscriber) {
      subscriber = RxContexts.subscribing(source, subscriber);
    }
  }

  /** For a {@code Single}. */
  static final class Singles {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) Object source,
        @Advice.Return(readOnly = false) SingleObserver<?> subscriber) {
      subscriber = RxContexts.subscribing(source, subscriber);
    }
  }

  /** For a {@code Maybe}. */
  static final class Maybes {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) Object source,
        @Advice.Return(readOnly = false) MaybeObserver<?> subscriber) {
      subscriber = RxContexts.subscribing(source, subscriber);
    }
  }

  /** For a {@code Completable}. */
  static final class Completables {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) Object source,
        @Advice.Return(readOnly = false) CompletableObserver subscriber) {
      subscriber = RxContexts.subscribing(source, subscriber);
    }
  }
}
