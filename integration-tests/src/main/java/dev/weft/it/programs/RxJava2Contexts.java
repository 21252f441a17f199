package dev.weft.it.programs;

import io.reactivex.BackpressureStrategy;
import io.reactivex.Completable;
import io.reactivex.Flowable;
import io.reactivex.Maybe;
import io.reactivex.Observable;
import io.reactivex.ObservableEmitter;
import io.reactivex.Single;
import io.reactivex.schedulers.Schedulers;
import io.reactivex.subjects.PublishSubject;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** RxJava 2, as {@link RxJava3Contexts} does it, with less of what both have. */
public final class RxJava2Contexts {
  /** Emitters of some callers, that others make emit. */
  private static final Queue<ObservableEmitter<Integer>> WAITING = new ConcurrentLinkedQueue<>();

  private RxJava2Contexts() {}

  /** No arguments. */
  public static void main(String[] args) throws Exception {
    ContextHunt.hunt("schedulers", RxJava2Contexts::schedulers);
    ContextHunt.hunt("buffer", RxJava2Contexts::buffer);
    ContextHunt.hunt("others", RxJava2Contexts::others);
    Single<Integer> cached = Single.timer(50, TimeUnit.MILLISECONDS).map(it -> 1).cache();
    ContextHunt.hunt("cache", (hunt, number) -> end(cached.doOnSuccess(it -> hunt.look(number))));
    Flowable<Long> shared =
        Flowable.intervalRange(0, 400, 0, 1, TimeUnit.MILLISECONDS).publish().refCount();
    ContextHunt.hunt(
        "shared",
        (hunt, number) -> end(shared.take(3).doOnNext(it -> hunt.look(number)).lastOrError()));
    PublishSubject<Integer> subject = PublishSubject.create();
    ContextHunt.hunt("subject", (hunt, number) -> subject(hunt, number, subject));
    ContextHunt.hunt("kinds", RxJava2Contexts::kinds);
    ContextHunt.leaks(
        "computation",
        () -> end(Single.fromCallable(Traced::context).subscribeOn(Schedulers.computation())));
    ContextHunt.leaks(
        "io", () -> end(Single.fromCallable(Traced::context).subscribeOn(Schedulers.io())));
    System.out.println("done");
  }

  private static <T> CompletableFuture<T> end(Single<T> flow) {
    CompletableFuture<T> end = new CompletableFuture<>();
    var unused = flow.subscribe(end::complete, end::completeExceptionally);
    return end;
  }

  private static CompletableFuture<?> schedulers(ContextHunt hunt, int number) {
    return end(
        Flowable.range(0, 20)
            .subscribeOn(Schedulers.io())
            .doOnNext(it -> hunt.look(number))
            .observeOn(Schedulers.computation(), false, 2)
            .filter(it -> it % 2 == 0)
            .flatMapSingle(it -> Single.timer(1, TimeUnit.MILLISECONDS).map(x -> it), false, 3)
            .doOnNext(it -> hunt.look(number))
            .delay(1, TimeUnit.MILLISECONDS)
            .doOnNext(it -> hunt.look(number))
            .toList());
  }

  private static CompletableFuture<?> buffer(ContextHunt hunt, int number) {
    return end(
        Observable.interval(1, TimeUnit.MILLISECONDS)
            .doOnNext(it -> hunt.look(number))
            .take(6)
            .buffer(2, TimeUnit.MILLISECONDS)
            .doOnNext(it -> hunt.look(number))
            .toList());
  }

  /** What one caller waits for is emitted by whoever comes after it. */
  private static CompletableFuture<?> others(ContextHunt hunt, int number) {
    CompletableFuture<?> end =
        end(
            Observable.<Integer>create(WAITING::add)
                .map(it -> hunt.looking(number, it))
                .observeOn(Schedulers.computation())
                .doOnNext(it -> hunt.look(number))
                .toList());
    new Thread(() -> under(number + 1000, RxJava2Contexts::emit)).start();
    return end;
  }

  private static void emit() {
    ObservableEmitter<Integer> emitter = WAITING.poll();
    if (emitter != null) {
      emitter.onNext(1);
      emitter.onNext(2);
      emitter.onComplete();
    }
  }

  private static void under(int number, Runnable work) {
    try {
      Object unused = Callers.under(number, Executors.callable(work));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static CompletableFuture<?> subject(
      ContextHunt hunt, int number, PublishSubject<Integer> subject) {
    CompletableFuture<?> end =
        end(
            subject
                .toFlowable(BackpressureStrategy.BUFFER)
                .doOnNext(it -> hunt.look(number))
                .firstOrError());
    // Reaches everybody who listens, from the one who speaks.
    synchronized (subject) {
      subject.onNext(number);
    }
    return end;
  }

  private static CompletableFuture<?> kinds(ContextHunt hunt, int number) {
    return end(
        Completable.timer(1, TimeUnit.MILLISECONDS)
            .doOnComplete(() -> hunt.look(number))
            .andThen(Maybe.timer(1, TimeUnit.MILLISECONDS))
            .doOnSuccess(it -> hunt.look(number))
            .toSingle(1L)
            .timeout(1, TimeUnit.MINUTES)
            .doOnSuccess(it -> hunt.look(number)));
  }
}
