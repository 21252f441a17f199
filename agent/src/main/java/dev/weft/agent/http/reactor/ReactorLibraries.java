package dev.weft.agent.http.reactor;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.ArrayList;
import java.util.List;

/** What is woven into reactor-core from 3.4.0 on, whose sinks were made anew several times. */
public final class ReactorLibraries {
  private static final String HERE = "dev.weft.agent.http.reactor.";
  private static final String PUBLISHER = "reactor.core.publisher.";

  /** Sources that every release has. */
  private static final List<String> SOURCES =
      List.of(
          "FluxCreate",
          "MonoCreate",
          "MonoCompletionStage",
          "FluxInterval",
          "FluxSource",
          "MonoSource",
          "FluxPublish",
          "NextProcessor",
          "SinkEmptyMulticast",
          "SinkManyBestEffort");

  /** Sinks until 3.4. */
  private static final List<String> OLD_SINKS =
      List.of(
          "UnicastProcessor",
          "UnicastManySinkNoBackpressure",
          "EmitterProcessor",
          "ReplayProcessor");

  /** What many subscribe to, or is a source, but is not the end of a chain for Reactor. */
  private static final List<String> STEPS =
      List.of("MonoFromPublisher", "MonoCacheTime", "FluxReplay");

  private static final List<String> NEW_STEPS =
      List.of("MonoCacheInvalidateIf", "MonoCacheInvalidateWhen");

  /** Since 3.5. */
  public static final ClientLibrary SINCE_3_5 =
      library(
          "",
          "SinkManyUnicast",
          List.of(
              "SinkOneMulticast",
              "SinkManyUnicast",
              "SinkManyUnicastNoBackpressure",
              "SinkManyEmitterProcessor",
              "SinkManyReplayProcessor"),
          NEW_STEPS);

  /** Later releases of 3.4. */
  public static final ClientLibrary LATE_3_4 =
      library(" 3.4", "SinkOneMulticast", plus(OLD_SINKS, "SinkOneMulticast"), NEW_STEPS);

  /** 3.4.0. */
  public static final ClientLibrary SINCE_3_4 =
      library(" 3.4.0", "UnicastManySinkNoBackpressure", OLD_SINKS, List.of());

  private ReactorLibraries() {}

  private static ClientLibrary library(
      String release, String mark, List<String> sinks, List<String> steps) {
    List<LibraryClass> classes = new ArrayList<>();
    SOURCES.forEach(it -> classes.add(source(it, "subscribe")));
    sinks.forEach(it -> classes.add(source(it, "subscribe")));
    STEPS.forEach(it -> classes.add(source(it, "subscribeOrReturn")));
    steps.forEach(it -> classes.add(source(it, "subscribeOrReturn")));
    return new ClientLibrary(
        "Reactor" + release,
        List.of("reactor.", "org.reactivestreams."),
        "reactor.core.publisher",
        PUBLISHER + mark,
        List.of(HERE + "ContextSubscriber", HERE + "ReactorContexts"),
        classes,
        true,
        true);
  }

  private static LibraryClass source(String name, String method) {
    return LibraryClass.of(
        PUBLISHER + name,
        new Weave.Inline(
            method, List.of("reactor.core.CoreSubscriber"), HERE + "SubscribeAdvice$Subscribe"));
  }

  private static List<String> plus(List<String> names, String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    return all;
  }
}
