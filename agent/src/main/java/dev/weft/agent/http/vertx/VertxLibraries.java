package dev.weft.agent.http.vertx;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/** What is woven into Vert.x, whose futures were made anew in its fifth version. */
public final class VertxLibraries {
  private static final String HERE = "dev.weft.agent.http.vertx.";
  private static final String FUTURE = "io.vertx.core.impl.future.";

  /** Vert.x 4. */
  public static final ClientLibrary VERTX_4 =
      library(
          "Vert.x 4",
          "io.vertx.core.impl.ContextInternal",
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

  /** Vert.x 5. */
  public static final ClientLibrary VERTX_5 =
      library(
          "Vert.x 5",
          "io.vertx.core.internal.ContextInternal",
          LibraryClass.of(
              FUTURE + "FutureBase",
              new Weave.Inline(
                  "emitResult",
                  List.of("java.lang.Object", "java.lang.Throwable", "io.vertx.core.Completable"),
                  HERE + "FutureAdvice$EmitResult")));

  private VertxLibraries() {}

  private static ClientLibrary library(String name, String context, LibraryClass base) {
    String made = HERE + "FutureAdvice$Made";
    return new ClientLibrary(
        name,
        List.of("io.vertx."),
        "io.vertx.core.impl.future",
        context,
        List.of(HERE + "VertxFutures"),
        List.of(
            base,
            LibraryClass.of(
                FUTURE + "FutureImpl",
                new Weave.Keep(),
                new Weave.Inline("<init>", List.of(), made),
                new Weave.Inline("<init>", List.of(context), made))));
  }
}
