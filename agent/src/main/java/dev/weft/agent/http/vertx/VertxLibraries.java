package dev.weft.agent.http.vertx;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is woven into Vert.x, whose futures were made anew in its fifth version. In the fourth
 * programs ask for a request with a handler or for a future, and all of them come by a private
 * method with a promise.
 */
public final class VertxLibraries {
  private static final String HERE = "dev.weft.agent.http.vertx.";
  private static final String FUTURE = "io.vertx.core.impl.future.";
  private static final String CLIENT = "io.vertx.core.http.impl.HttpClientImpl";
  private static final String OPTIONS = "io.vertx.core.http.RequestOptions";
  private static final String PROMISE = FUTURE + "PromiseInternal";
  private static final String CONTEXT_4 = "io.vertx.core.impl.ContextInternal";
  private static final String CONTEXT_5 = "io.vertx.core.internal.ContextInternal";
  private static final String TEXT = "java.lang.String";

  /** Vert.x 4 since 4.1, where whatever asks for a request comes by one method. */
  public static final ClientLibrary VERTX_4 =
      fourth(
          "Vert.x 4",
          CONTEXT_4,
          new Weave.Inline(
              "doRequest", List.of(OPTIONS, PROMISE), HERE + "ClientAdvice$OptionsAndPromise"));

  /** Vert.x 4.0, where there are two such methods. To be tried before {@link #VERTX_4}. */
  public static final ClientLibrary VERTX_4_0 =
      fourth(
          "Vert.x 4.0",
          FUTURE + "OtherwiseTransformation",
          new Weave.Inline(
              "request", List.of(OPTIONS, PROMISE), HERE + "ClientAdvice$OptionsAndPromise"),
          new Weave.Inline(
              "request",
              List.of("io.vertx.core.http.HttpMethod", "int", TEXT, TEXT, PROMISE),
              HERE + "ClientAdvice$PartsAndPromise"));

  /** Vert.x 5. */
  public static final ClientLibrary VERTX_5 =
      library(
          "Vert.x 5",
          CONTEXT_5,
          CONTEXT_5,
          List.of(),
          LibraryClass.of(
              FUTURE + "FutureBase",
              new Weave.Inline(
                  "emitResult",
                  List.of("java.lang.Object", "java.lang.Throwable", "io.vertx.core.Completable"),
                  HERE + "FutureAdvice$EmitResult")));

  /** The client of Vert.x 5. */
  public static final ClientLibrary VERTX_5_CLIENT =
      new ClientLibrary(
          "Vert.x 5 HttpClient",
          List.of("io.vertx."),
          "io.vertx.core.http.impl",
          CONTEXT_5,
          List.of(
              "dev.weft.agent.http.nettyclient.UnsentRequest",
              HERE + "VertxUnsent",
              HERE + "VertxConnects"),
          List.of(
              LibraryClass.of(
                  CLIENT,
                  new Weave.Inline("request", List.of(OPTIONS), HERE + "ClientAdvice$Options"))));

  private VertxLibraries() {}

  private static ClientLibrary fourth(String name, String mark, Weave... asking) {
    return library(
        name,
        mark,
        CONTEXT_4,
        List.of(
            "dev.weft.agent.http.nettyclient.UnsentRequest",
            HERE + "VertxUnsent",
            HERE + "VertxConnects"),
        LibraryClass.of(CLIENT, asking),
        LibraryClass.of(
            FUTURE + "FutureBase",
            new Weave.Inline(
                "emitSuccess",
                List.of("java.lang.Object", FUTURE + "Listener"),
                HERE + "FutureAdvice$Emit"),
            new Weave.Inline(
                "emitFailure",
                List.of("java.lang.Throwable", FUTURE + "Listener"),
                HERE + "FutureAdvice$Emit")));
  }

  private static ClientLibrary library(
      String name, String mark, String context, List<String> others, LibraryClass... classes) {
    String made = HERE + "FutureAdvice$Made";
    List<String> helpers =
        Stream.concat(Stream.of(HERE + "VertxFutures"), others.stream()).toList();
    LibraryClass future =
        LibraryClass.of(
            FUTURE + "FutureImpl",
            new Weave.Keep(),
            new Weave.Inline("<init>", List.of(), made),
            new Weave.Inline("<init>", List.of(context), made));
    return new ClientLibrary(
        name,
        List.of("io.vertx."),
        "io.vertx.core.impl.future",
        mark,
        helpers,
        Stream.concat(Stream.of(classes), Stream.of(future)).toList());
  }
}
