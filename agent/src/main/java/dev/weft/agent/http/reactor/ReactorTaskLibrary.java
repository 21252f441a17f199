package dev.weft.agent.http.reactor;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Reactor's scheduler of virtual threads, which programs ask for by a property
 * from 3.6 and Java 21 on. All others run their tasks by pools of the JDK.
 */
public final class ReactorTaskLibrary {
  private static final String HERE = "dev.weft.agent.http.reactor.";
  private static final String SCHEDULER =
      "reactor.core.scheduler.BoundedElasticThreadPerTaskScheduler$";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "Reactor tasks",
          List.of("reactor."),
          "reactor.core.scheduler",
          SCHEDULER + "SchedulerTask",
          List.of(),
          List.of(
              LibraryClass.of(
                  SCHEDULER + "SchedulerTask",
                  new Weave.Keep(),
                  new Weave.Inline(
                      "<init>",
                      List.of(
                          SCHEDULER + "SequentialThreadPerTaskExecutor",
                          "java.lang.Runnable",
                          "long",
                          "java.util.concurrent.TimeUnit",
                          "reactor.core.Disposable$Composite"),
                      HERE + "TaskAdvice$Made"),
                  new Weave.Inline("run", List.of(), HERE + "TaskAdvice$Run"))));

  private ReactorTaskLibrary() {}
}
