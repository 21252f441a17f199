package dev.weft.agent.http.rxjava2;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/** What is woven into RxJava 2: the one class that every subscription passes. */
public final class RxJava2Library {
  private static final String HERE = "dev.weft.agent.http.rxjava2.";
  private static final String CORE = "io.reactivex.";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "RxJava 2",
          List.of("io.reactivex.", "org.reactivestreams."),
          "io.reactivex.plugins",
          List.of(
              HERE + "ContextSubscriber",
              HERE + "ContextObserver",
              HERE + "ContextSingleObserver",
              HERE + "ContextMaybeObserver",
              HERE + "ContextCompletableObserver",
              HERE + "RxContexts$Kinds",
              HERE + "RxContexts"),
          List.of(
              LibraryClass.of(
                  "io.reactivex.plugins.RxJavaPlugins",
                  subscribe(CORE + "Flowable", "org.reactivestreams.Subscriber", "Flowables"),
                  subscribe(CORE + "Observable", CORE + "Observer", "Observables"),
                  subscribe(CORE + "Single", CORE + "SingleObserver", "Singles"),
                  subscribe(CORE + "Maybe", CORE + "MaybeObserver", "Maybes"),
                  subscribe(CORE + "Completable", CORE + "CompletableObserver", "Completables"))));

  private RxJava2Library() {}

  private static Weave subscribe(String source, String subscriber, String advice) {
    return new Weave.Inline(
        "onSubscribe", List.of(source, subscriber), HERE + "PluginsAdvice$" + advice);
  }
}
