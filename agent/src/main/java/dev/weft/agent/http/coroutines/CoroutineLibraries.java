package dev.weft.agent.http.coroutines;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/** What is woven into kotlinx-coroutines, from 1.4 on; 1.5 makes coroutines in another way. */
public final class CoroutineLibraries {
  private static final String HERE = "dev.weft.agent.http.coroutines.";
  private static final String COROUTINES = "kotlinx.coroutines.";
  private static final String CONTEXT = "kotlin.coroutines.CoroutineContext";

  /** Since 1.5. */
  public static final ClientLibrary SINCE_1_5 =
      library("", COROUTINES + "DelicateCoroutinesApi", List.of(CONTEXT, "boolean", "boolean"));

  /** 1.4. */
  public static final ClientLibrary SINCE_1_4 =
      library(" 1.4", COROUTINES + "ThreadPoolDispatcher", List.of(CONTEXT, "boolean"));

  private CoroutineLibraries() {}

  private static ClientLibrary library(String release, String mark, List<String> parameters) {
    return new ClientLibrary(
        "Kotlin coroutines" + release,
        List.of(COROUTINES, "kotlin."),
        "kotlinx.coroutines",
        mark,
        List.of(HERE + "Coroutines"),
        List.of(
            LibraryClass.of(
                COROUTINES + "AbstractCoroutine",
                new Weave.Keep(),
                new Weave.Inline("<init>", parameters, HERE + "CoroutineAdvice$Made")),
            LibraryClass.of(
                COROUTINES + "DispatchedTask",
                new Weave.Inline("run", List.of(), HERE + "CoroutineAdvice$Run")),
            LibraryClass.of(
                COROUTINES + "DispatchedTaskKt",
                new Weave.Inline(
                    "resume",
                    List.of(
                        COROUTINES + "DispatchedTask", "kotlin.coroutines.Continuation", "boolean"),
                    HERE + "CoroutineAdvice$ResumeTask")),
            LibraryClass.of(
                COROUTINES + "internal.DispatchedContinuation",
                new Weave.Inline(
                    "resumeWith", List.of("java.lang.Object"), HERE + "CoroutineAdvice$Run"))));
  }
}
