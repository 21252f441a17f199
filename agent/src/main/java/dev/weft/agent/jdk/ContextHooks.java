package dev.weft.agent.jdk;

import static dev.weft.agent.jdk.Hook.CONSTRUCTOR;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where work goes from one thread to another: the methods of {@code java.util.concurrent} that
 * trace contexts follow it through. None of them protects anything, so a JDK without one of them is
 * served all the same; and their classes are woven as the program loads them, never before.
 */
public final class ContextHooks {
  private static final String PACKAGE = "java.util.concurrent.";
  private static final String FUTURE_TASK = PACKAGE + "FutureTask";
  private static final String POOL = PACKAGE + "ThreadPoolExecutor";
  private static final String WORKER = POOL + "$Worker";
  private static final String SCHEDULED = PACKAGE + "ScheduledThreadPoolExecutor";
  private static final String FORK_JOIN_TASK = PACKAGE + "ForkJoinTask";
  private static final String FORK_JOIN_POOL = PACKAGE + "ForkJoinPool";
  private static final String FUTURE = PACKAGE + "CompletableFuture";
  private static final String COMPLETION = FUTURE + "$Completion";
  private static final String ASYNC_RUN = FUTURE + "$AsyncRun";
  private static final String ASYNC_SUPPLY = FUTURE + "$AsyncSupply";
  private static final String PER_TASK = PACKAGE + "ThreadPerTaskExecutor$TaskRunner";

  private static final String SUBTASK = PACKAGE + "StructuredTaskScopeImpl$SubtaskImpl";
  private static final String DELAYED = PACKAGE + "DelayScheduler$ScheduledForkJoinTask";

  static final List<Hook> ALL =
      List.of(
          hook("TaskAdvice$Made", FUTURE_TASK, CONSTRUCTOR, "Callable"),
          hook("TaskAdvice$Made", FUTURE_TASK, CONSTRUCTOR, "Runnable", "Object"),
          hook("TaskAdvice$Run", FUTURE_TASK, "run"),
          hook("PoolAdvice$Execute", POOL, "execute", "Runnable"),
          hook("PoolAdvice$GetTask", POOL, "getTask"),
          hook("PoolAdvice$Remove", POOL, "remove", "Runnable"),
          hook("PoolAdvice$Reject", POOL, "reject", "Runnable"),
          hook("PoolAdvice$Drain", POOL, "drainQueue"),
          hook("PoolAdvice$Work", WORKER, "run"),
          hook("PoolAdvice$Schedule", SCHEDULED, "delayedExecute", "RunnableScheduledFuture"),
          hook("ForkJoinAdvice$Execute", FORK_JOIN_TASK, "doExec"),
          hook("ForkJoinAdvice$Given", FORK_JOIN_TASK, "fork"),
          hook("ForkJoinAdvice$Given", FORK_JOIN_TASK, "invoke"),
          hook("ForkJoinAdvice$Given", FORK_JOIN_TASK, "quietlyInvoke"),
          hook(
              "ForkJoinAdvice$InvokeTwo",
              FORK_JOIN_TASK,
              "invokeAll",
              "ForkJoinTask",
              "ForkJoinTask"),
          hook("ForkJoinAdvice$InvokeArray", FORK_JOIN_TASK, "invokeAll", "ForkJoinTask[]"),
          hook("ForkJoinAdvice$InvokeCollection", FORK_JOIN_TASK, "invokeAll", "Collection"),
          hook("ForkJoinAdvice$Submit", FORK_JOIN_POOL, "externalSubmit", "ForkJoinTask"),
          hook(
              "ForkJoinAdvice$SubmitSignalling",
              FORK_JOIN_POOL,
              "poolSubmit",
              "boolean",
              "ForkJoinTask"),
          hook(
              "ForkJoinAdvice$Delayed",
              DELAYED,
              CONSTRUCTOR,
              "long",
              "long",
              "boolean",
              "Runnable",
              "Callable",
              "ForkJoinPool"),
          hook(
              "StageAdvice$Made",
              FUTURE + "$UniCompletion",
              CONSTRUCTOR,
              "Executor",
              "CompletableFuture",
              "CompletableFuture"),
          hook("TaskAdvice$Run", COMPLETION, "run"),
          hook("TaskAdvice$Made", ASYNC_RUN, CONSTRUCTOR, "CompletableFuture", "Runnable"),
          hook("TaskAdvice$Run", ASYNC_RUN, "run"),
          hook("TaskAdvice$Made", ASYNC_SUPPLY, CONSTRUCTOR, "CompletableFuture", "Supplier"),
          hook("TaskAdvice$Run", ASYNC_SUPPLY, "run"),
          hook("TaskAdvice$Made", PER_TASK, CONSTRUCTOR, "ThreadPerTaskExecutor", "Runnable"),
          hook("TaskAdvice$Run", PER_TASK, "run"),
          hook("TaskAdvice$Made", SUBTASK, CONSTRUCTOR, "StructuredTaskScopeImpl", "Callable"),
          hook("TaskAdvice$Run", SUBTASK, "run"));

  private ContextHooks() {}

  /** Every class that such a hook may be in. */
  public static Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    for (Hook hook : ALL) {
      types.addAll(hook.types());
    }
    return types;
  }

  private static Hook hook(String advice, String type, String method, String... parameters) {
    return new Hook(List.of(type), List.of(method), List.of(parameters), advice);
  }
}
