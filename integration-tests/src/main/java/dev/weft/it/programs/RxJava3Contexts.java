package dev.weft.it.programs;

import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.ObservableEmitter;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.reactivex.rxjava3.subjects.SingleSubject;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** RxJava 3 in what hops from thread to thread: prints what each kind of it worked under. */
public final class RxJava3Contexts {
  /** Emitters of some callers, that others make emit. */
  private static final Queue<ObservableEmitter<Integer>> WAITING = new ConcurrentLinkedQueue<>();

  private RxJava3Contexts() {}

  /** No arguments. */
  public static void main(String[] args) throws Exception {
    ContextHunt.hunt("schedulers", RxJava3Contexts::schedulers);
    ContextHunt.hunt("flowable", RxJava3Contexts::flowable);
    ContextHunt.hunt("interval", RxJava3Contexts::interval);
    ContextHunt.hunt("buffer", RxJava3Contexts::buffer);
    ContextHunt.hunt("retry", RxJava3Contexts::retry);
    ContextHunt.hunt("others", RxJava3Contexts::others);
    Single<Integer> cached = Single.timer(50, TimeUnit.MILLISECONDS).map(it -> 1).cache();
    ContextHunt.hunt("cache", (hunt, number) -> cache(hunt, number, cached));
    Flowable<Long> shared =
        Flowable.intervalRange(0, 400, 0, 1, TimeUnit.MILLISECONDS).publish().refCount();
    ContextHunt.hunt(
        "shared", (hunt, number) -> end(shared.take(3).doOnNext(it -> hunt.look(number))));
    PublishSubject<Integer> subject = PublishSubject.create();
    ContextHunt.hunt("subject", (hunt, number) -> subject(hunt, number, subject));
    SingleSubject<Integer> single = SingleSubject.create();
    ContextHunt.hunt("single", (hunt, number) -> single(hunt, number, single));
    ContextHunt.hunt("kinds", RxJava3Contexts::kinds);
    ContextHunt.leaks("computation", () -> idle(Single.fromCallable(Traced::context), true));
    ContextHunt.leaks("io", () -> idle(Single.fromCallable(Traced::context), false));
    System.out.println("done");
  }

  private static CompletableFuture<String> idle(Single<String> context, boolean computing) {
    return context
        .subscribeOn(computing ? Schedulers.computation() : Schedulers.io())
        .toCompletionStage()
        .toCompletableFuture();
  }

  private static CompletableFuture<?> end(Flowable<?> flow) {
    return flow.toList().toCompletionStage().toCompletableFuture();
  }

  private static CompletableFuture<?> end(Observable<?> flow) {
    return flow.toList().toCompletionStage().toCompletableFuture();
  }

  private static CompletableFuture<?> schedulers(ContextHunt hunt, int number) {
    return end(
        Observable.range(0, 5)
            .subscribeOn(Schedulers.io())
            .map(it -> hunt.looking(number, it))
            .observeOn(Schedulers.computation())
            .flatMapSingle(
                it -> Single.timer(it, TimeUnit.MILLISECONDS).map(x -> hunt.looking(number, it)))
            .delay(1, TimeUnit.MILLISECONDS)
            .observeOn(Schedulers.single())
            .doOnNext(it -> hunt.look(number))
            .doOnComplete(() -> hunt.look(number)));
  }

  private static CompletableFuture<?> flowable(ContextHunt hunt, int number) {
    return end(
        Flowable.range(0, 50)
            .parallel()
            .runOn(Schedulers.computation())
            .map(it -> hunt.looking(number, it))
            .sequential()
            .observeOn(Schedulers.io(), false, 2)
            .filter(it -> it % 2 == 0)
            .doOnNext(it -> hunt.look(number))
            .concatMapEager(
                it ->
                    Flowable.just(it)
                        .delay(1, TimeUnit.MILLISECONDS)
                        .doOnNext(x -> hunt.look(number)))
            .doOnComplete(() -> hunt.look(number)));
  }

  private static CompletableFuture<?> interval(ContextHunt hunt, int number) {
    return end(
        Observable.interval(1, TimeUnit.MILLISECONDS).take(3).doOnNext(it -> hunt.look(number)));
  }

  private static CompletableFuture<?> buffer(ContextHunt hunt, int number) {
    return end(
        Observable.interval(1, TimeUnit.MILLISECONDS)
            .take(6)
            .buffer(2, TimeUnit.MILLISECONDS)
            .doOnNext(it -> hunt.look(number))
            .sample(1, TimeUnit.MILLISECONDS, true)
            .doOnNext(it -> hunt.look(number)));
  }

  private static CompletableFuture<?> retry(ContextHunt hunt, int number) {
    AtomicInteger attempts = new AtomicInteger();
    return end(
        Flowable.defer(
                () -> {
                  hunt.look(number);
                  return attempts.incrementAndGet() < 3
                      ? Flowable.error(new IllegalStateException("on purpose"))
                      : Flowable.just(1);
                })
            .retryWhen(failures -> failures.delay(1, TimeUnit.MILLISECONDS))
            .doOnNext(it -> hunt.look(number)));
  }

  /** What one caller waits for is emitted by whoever comes after it. */
  private static CompletableFuture<?> others(ContextHunt hunt, int number) {
    CompletableFuture<?> end =
        end(
            Observable.<Integer>create(WAITING::add)
                .map(it -> hunt.looking(number, it))
                .observeOn(Schedulers.computation())
                .doOnNext(it -> hunt.look(number))
                .doOnComplete(() -> hunt.look(number)));
    new Thread(() -> under(number + 1000, RxJava3Contexts::emit)).start();
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

  private static CompletableFuture<?> cache(ContextHunt hunt, int number, Single<Integer> cached) {
    return cached
        .map(it -> hunt.looking(number, it))
        .flatMap(it -> Single.timer(1, TimeUnit.MILLISECONDS))
        .doOnSuccess(it -> hunt.look(number))
        .toCompletionStage()
        .toCompletableFuture();
  }

  private static CompletableFuture<?> subject(
      ContextHunt hunt, int number, PublishSubject<Integer> subject) {
    CompletableFuture<?> end =
        end(
            subject
                .toFlowable(BackpressureStrategy.BUFFER)
                .take(1)
                .doOnNext(it -> hunt.look(number)));
    // Reaches everybody who listens, from the one who speaks.
    synchronized (subject) {
      subject.onNext(number);
    }
    return end;
  }

  private static CompletableFuture<?> single(
      ContextHunt hunt, int number, SingleSubject<Integer> single) {
    CompletableFuture<?> end =
        single
            .doOnSuccess(it -> hunt.look(number))
            .observeOn(Schedulers.io())
            .doOnSuccess(it -> hunt.look(number))
            .toCompletionStage()
            .toCompletableFuture();
    if (number == 100) {
      single.onSuccess(number);
    }
    return end;
  }

  private static CompletableFuture<?> kinds(ContextHunt hunt, int number) {
    return Completable.timer(1, TimeUnit.MILLISECONDS)
        .doOnComplete(() -> hunt.look(number))
        .andThen(Maybe.timer(1, TimeUnit.MILLISECONDS))
        .doOnSuccess(it -> hunt.look(number))
        .switchIfEmpty(Single.just(1L))
        .timeout(1, TimeUnit.MINUTES)
        .observeOn(Schedulers.from(Runnable::run))
        .doOnSuccess(it -> hunt.look(number))
        .toCompletionStage()
        .toCompletableFuture();
  }
}
