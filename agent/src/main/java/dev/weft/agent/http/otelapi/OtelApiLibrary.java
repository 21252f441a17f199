package dev.weft.agent.http.otelapi;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into OpenTelemetry's API, from 1.22 on. Names only: this is read where there is
 * none. Relocated copies trace for those who brought them along, and are left alone.
 */
public final class OtelApiLibrary {
  private static final String HERE = "dev.weft.agent.http.otelapi.";
  private static final String CONTEXT = "io.opentelemetry.context.";
  private static final String STORAGE = CONTEXT + "ThreadLocalContextStorage";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "OpenTelemetry API",
          List.of("io.opentelemetry.context.", "io.opentelemetry.api."),
          "io.opentelemetry.context",
          "io.opentelemetry.api.trace.Span",
          List.of(HERE + "OtelSpanContexts", HERE + "OtelContexts"),
          List.of(
              LibraryClass.of(
                  CONTEXT + "Context",
                  new Weave.Inline("current", List.of(), HERE + "ContextAdvice$Current")),
              LibraryClass.of(
                  STORAGE,
                  new Weave.Inline(
                      "attach", List.of(CONTEXT + "Context"), HERE + "ContextAdvice$Attach")),
              LibraryClass.of(
                  STORAGE + "$ScopeImpl",
                  new Weave.Keep(),
                  new Weave.Inline("close", List.of(), HERE + "ContextAdvice$Close"))),
          false,
          false);

  private OtelApiLibrary() {}
}
