package dev.weft.bootstrap;

/**
 * A thread of the agent. What such a thread connects to is the agent's own business (the policy
 * server, a collector) and is left alone by the data path.
 *
 * <p>It is a daemon, sees the platform class loader as its context and inherits no thread-locals,
 * so nothing of the application is kept alive by it. A throwable that ends it goes to the given
 * handler, because the JVM's own way would print it on stderr.
 */
public final class AgentThread extends Thread {
  /** What the names of all agent threads begin with. */
  public static final String NAME_PREFIX = "weft-";

  /**
   * @param group the system's thread group, which no application can end
   * @param task what the thread runs
   * @param name the name without {@link #NAME_PREFIX}
   * @param onUncaught told of a throwable that ends the thread, on that thread
   */
  public AgentThread(
      ThreadGroup group, Runnable task, String name, UncaughtExceptionHandler onUncaught) {
    super(group, task, NAME_PREFIX + name, 0, false);
    setDaemon(true);
    setContextClassLoader(ClassLoader.getPlatformClassLoader());
    setUncaughtExceptionHandler(onUncaught);
  }

  /** True when the calling thread is one of the agent's; one load and one comparison. */
  public static boolean isCurrent() {
    return Thread.currentThread() instanceof AgentThread;
  }
}
