package dev.weft.it.programs;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Reactor in what hops from thread to thread: prints what each kind of it worked under. */
public final class ReactorContexts {
  private static final Duration SOON = Duration.ofMillis(1);

  /** Sinks of some callers, that others emit to. */
  private static final Queue<FluxSink<Integer>> WAITING = new ConcurrentLinkedQueue<>();

  private static final Queue<Sinks.Many<Integer>> UNICASTS = new ConcurrentLinkedQueue<>();
  private static final Queue<CompletableFuture<Integer>> FUTURES = new ConcurrentLinkedQueue<>();

  private ReactorContexts() {}

  /** No arguments. */
  public static void main(String[] args) throws Exception {
    ContextHunt.hunt("schedulers", ReactorContexts::schedulers);
    ContextHunt.hunt("prefetch", ReactorContexts::prefetch);
    ContextHunt.hunt("parallel", ReactorContexts::parallel);
    ContextHunt.hunt("interval", ReactorContexts::interval);
    ContextHunt.hunt("buffer", ReactorContexts::buffer);
    ContextHunt.hunt("retry", ReactorContexts::retry);
    ContextHunt.hunt("create", ReactorContexts::create);
    ContextHunt.hunt("unicast", ReactorContexts::unicast);
    ContextHunt.hunt("future", ReactorContexts::future);
    Mono<Integer> cached = Mono.delay(Duration.ofMillis(50)).map(it -> 1).cache();
    ContextHunt.hunt("cache", (hunt, number) -> end(watched(hunt, number, cached)));
    Mono<Integer> timed =
        Mono.delay(Duration.ofMillis(50)).map(it -> 1).cache(Duration.ofMinutes(1));
    ContextHunt.hunt("cache-time", (hunt, number) -> end(watched(hunt, number, timed)));
    Flux<Long> shared = Flux.interval(SOON).share();
    // Else the last one to leave ends it, and whoever comes at that moment is told of that.
    Disposable kept = shared.subscribe();
    ContextHunt.hunt(
        "shared", (hunt, number) -> end(shared.take(3).doOnNext(it -> hunt.look(number))));
    kept.dispose();
    many("best-effort", Sinks.many().multicast().directBestEffort());
    many("multicast", Sinks.many().multicast().onBackpressureBuffer(1024, false));
    many("replay", Sinks.many().replay().limit(1));
    Sinks.One<Integer> one = Sinks.one();
    ContextHunt.hunt("one", (hunt, number) -> one(hunt, number, one));
    ContextHunt.hunt("foreign", ReactorContexts::foreign);
    ContextHunt.leaks(
        "parallel",
        () -> Mono.fromCallable(Traced::context).subscribeOn(Schedulers.parallel()).toFuture());
    ContextHunt.leaks(
        "elastic",
        () ->
            Mono.fromCallable(Traced::context).subscribeOn(Schedulers.boundedElastic()).toFuture());
    System.out.println("done");
  }

  private static CompletableFuture<?> end(Flux<?> flow) {
    return flow.collectList().toFuture();
  }

  private static <T> Flux<T> watched(ContextHunt hunt, int number, Publisher<T> source) {
    return Flux.from(source)
        .doOnSubscribe(it -> hunt.look(number))
        .map(it -> hunt.looking(number, it))
        .publishOn(Schedulers.parallel(), 1)
        .doOnNext(it -> hunt.look(number))
        .doOnComplete(() -> hunt.look(number));
  }

  /** Another caller does something for one that waits. */
  private static void byAnother(int number, Runnable emission) {
    new Thread(() -> under(number + 1000, emission)).start();
  }

  private static void under(int number, Runnable work) {
    try {
      Object unused = Callers.under(number, Executors.callable(work));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static CompletableFuture<?> schedulers(ContextHunt hunt, int number) {
    return end(
        watched(hunt, number, Flux.range(0, 5).subscribeOn(Schedulers.boundedElastic()))
            .flatMap(
                it ->
                    Mono.delay(SOON)
                        .map(x -> hunt.looking(number, it))
                        .timeout(SOON.plusMinutes(1)),
                3)
            .delayElements(SOON)
            .publishOn(Schedulers.boundedElastic())
            .doOnNext(it -> hunt.look(number)));
  }

  private static CompletableFuture<?> prefetch(ContextHunt hunt, int number) {
    return end(
        Flux.range(0, 50)
            .publishOn(Schedulers.boundedElastic(), 4)
            .filter(it -> it % 2 == 0)
            .doOnNext(it -> hunt.look(number))
            .concatMap(it -> Mono.delay(SOON).thenReturn(it), 2)
            .publishOn(Schedulers.parallel(), 1)
            .doOnNext(it -> hunt.look(number))
            .take(5));
  }

  private static CompletableFuture<?> parallel(ContextHunt hunt, int number) {
    return end(
        Flux.range(0, 20)
            .parallel(3)
            .runOn(Schedulers.parallel())
            .doOnNext(it -> hunt.look(number))
            .sequential()
            .groupBy(it -> it % 3)
            .flatMap(group -> group.publishOn(Schedulers.boundedElastic()))
            .doOnNext(it -> hunt.look(number)));
  }

  private static CompletableFuture<?> interval(ContextHunt hunt, int number) {
    return end(Flux.interval(SOON).take(3).doOnNext(it -> hunt.look(number)));
  }

  private static CompletableFuture<?> buffer(ContextHunt hunt, int number) {
    return end(
        Flux.interval(SOON)
            .take(6)
            .bufferTimeout(4, Duration.ofMillis(2))
            .doOnNext(it -> hunt.look(number))
            .sample(SOON)
            .doOnNext(it -> hunt.look(number)));
  }

  private static CompletableFuture<?> retry(ContextHunt hunt, int number) {
    AtomicInteger attempts = new AtomicInteger();
    return end(
        Flux.<Integer>create(
                sink -> {
                  hunt.look(number);
                  byAnother(
                      number,
                      () -> {
                        // The next attempt may come before the error has been taken in whole,
                        // which the releases of 3.4 refuse.
                        synchronized (attempts) {
                          if (attempts.incrementAndGet() < 3) {
                            sink.error(new IllegalStateException("on purpose"));
                          } else {
                            sink.next(1).complete();
                          }
                        }
                      });
                })
            .retryWhen(Retry.backoff(5, SOON))
            .doOnNext(it -> hunt.look(number)));
  }

  private static CompletableFuture<?> create(ContextHunt hunt, int number) {
    CompletableFuture<?> end = end(watched(hunt, number, Flux.<Integer>create(WAITING::add)));
    byAnother(
        number,
        () -> {
          FluxSink<Integer> sink = WAITING.poll();
          if (sink != null) {
            sink.next(1).next(2).complete();
          }
        });
    return end;
  }

  private static CompletableFuture<?> unicast(ContextHunt hunt, int number) {
    Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
    CompletableFuture<?> end = end(watched(hunt, number, sink.asFlux()));
    UNICASTS.add(sink);
    byAnother(
        number,
        () -> {
          Sinks.Many<Integer> other = UNICASTS.poll();
          if (other != null) {
            other.emitNext(1, Sinks.EmitFailureHandler.FAIL_FAST);
            other.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
          }
        });
    return end;
  }

  private static CompletableFuture<?> future(ContextHunt hunt, int number) {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    CompletableFuture<?> end =
        end(
            watched(
                hunt,
                number,
                Mono.zip(
                    Mono.fromFuture(answer),
                    Mono.<Integer>create(sink -> byAnother(number, () -> sink.success(1))))));
    FUTURES.add(answer);
    byAnother(
        number,
        () -> {
          CompletableFuture<Integer> other = FUTURES.poll();
          if (other != null) {
            other.complete(1);
          }
        });
    return end;
  }

  /** Whoever speaks reaches everybody who listens. */
  private static void many(String what, Sinks.Many<Integer> sink) throws Exception {
    ContextHunt.hunt(
        what,
        (hunt, number) -> {
          CompletableFuture<?> end = end(watched(hunt, number, sink.asFlux().take(1)));
          synchronized (sink) {
            sink.emitNext(number, Sinks.EmitFailureHandler.FAIL_FAST);
          }
          return end;
        });
  }

  private static CompletableFuture<?> one(ContextHunt hunt, int number, Sinks.One<Integer> one) {
    CompletableFuture<?> end = end(watched(hunt, number, one.asMono()));
    if (number == 100) {
      one.emitValue(number, Sinks.EmitFailureHandler.FAIL_FAST);
    }
    return end;
  }

  /** A publisher that is none of Reactor's. */
  private static CompletableFuture<?> foreign(ContextHunt hunt, int number) {
    Publisher<Integer> publisher =
        subscriber -> byAnother(number, () -> Mono.just(number).subscribe(subscriber));
    return end(
        watched(hunt, number, publisher)
            .concatWith(Mono.from(publisher))
            .doOnNext(it -> hunt.look(number)));
  }
}
