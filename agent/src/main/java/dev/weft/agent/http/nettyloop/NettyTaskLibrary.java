package dev.weft.agent.http.nettyloop;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Netty's event loops, where one method runs every task (not in 4.1.0). A task's
 * context waits beside the queue, as with the JDK's pools. Netty's executors that are no loops run
 * what they take themselves.
 */
public final class NettyTaskLibrary {
  private static final String HERE = "dev.weft.agent.http.nettyloop.";
  private static final String CONCURRENT = "io.netty.util.concurrent.";
  private static final String TASK = "java.lang.Runnable";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "Netty tasks",
          List.of("io.netty."),
          "io.netty.util.concurrent",
          List.of(HERE + "NettyTask", HERE + "NettyTasks"),
          List.of(
              LibraryClass.of(
                  CONCURRENT + "SingleThreadEventExecutor",
                  new Weave.Inline("addTask", List.of(TASK), HERE + "ExecutorAdvice$Add"),
                  new Weave.Inline("takeTask", List.of(), HERE + "ExecutorAdvice$Take"),
                  new Weave.Inline("doStartThread", List.of(), HERE + "ExecutorAdvice$Start")),
              LibraryClass.of(
                  CONCURRENT + "AbstractEventExecutor",
                  new Weave.Inline("safeExecute", List.of(TASK), HERE + "ExecutorAdvice$Execute")),
              LibraryClass.of(
                  CONCURRENT + "NonStickyEventExecutorGroup$NonStickyOrderedEventExecutor",
                  new Weave.Inline("execute", List.of(TASK), HERE + "ExecutorAdvice$Add"),
                  new Weave.Inline("run", List.of(), HERE + "ExecutorAdvice$Start")),
              LibraryClass.of(
                  CONCURRENT + "AbstractScheduledEventExecutor",
                  new Weave.Inline(
                      "schedule",
                      List.of(CONCURRENT + "ScheduledFutureTask"),
                      HERE + "ExecutorAdvice$Schedule")),
              LibraryClass.of(
                  CONCURRENT + "ScheduledFutureTask",
                  new Weave.Inline("run", List.of(), HERE + "ExecutorAdvice$RunScheduled"))));

  private NettyTaskLibrary() {}
}
