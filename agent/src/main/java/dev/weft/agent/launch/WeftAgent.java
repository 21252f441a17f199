package dev.weft.agent.launch;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.AllPermission;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * The door: what the JVM calls for {@code -javaagent} or for an attach. It builds the agent's own
 * class loader over the one jar and hands over to {@code dev.weft.agent.AgentMain} in it.
 *
 * <p>It throws, so that the JVM refuses to start, in two cases only: a setting is unknown or
 * malformed, or the agent's jar is broken or may not do what it has to. In both nobody can know
 * what would be protected, and running like that is worse than not running. Any other fault is kept
 * inside.
 */
public final class WeftAgent {
  private static final String MAIN = "dev.weft.agent.AgentMain";

  private static @Nullable Class<?> running;

  private WeftAgent() {}

  /**
   * Called by the JVM before the application's {@code main}.
   *
   * @param argument what follows {@code =} in the flag, or null
   * @throws Exception when a setting is malformed, or the jar is broken or lacks permissions
   */
  public static void premain(@Nullable String argument, Instrumentation instrumentation)
      throws Exception {
    enter(argument, instrumentation);
  }

  /**
   * Called by the JVM when the agent is attached to a running program. When that is refused the
   * program goes on as it was. Or when the agent is to be taken out of it again.
   *
   * @param argument the settings, as in the flag, or null; or a request of the command {@code
   *     attach}
   * @throws Exception when it is refused and the command is not there to be told, or when the jar
   *     is broken or lacks permissions
   */
  public static void agentmain(@Nullable String argument, Instrumentation instrumentation)
      throws Exception {
    attach(argument == null ? "" : argument, instrumentation);
  }

  private static synchronized void enter(@Nullable String argument, Instrumentation instrumentation)
      throws Exception {
    if (running != null) {
      Object unused = call(running.getMethod("startedAgain"));
      return;
    }
    requirePermissions();
    Class<?> main = new AgentClassLoader(ownJar()).loadClass(MAIN);
    Method start = main.getMethod("start", String.class, Instrumentation.class);
    Object unused = call(start, argument == null ? "" : argument, instrumentation);
    running = main;
  }

  private static synchronized void attach(String argument, Instrumentation instrumentation)
      throws Exception {
    Class<?> before = running;
    if (before != null) {
      if (Boolean.FALSE.equals(
          call(attaching(before, "attachedAgain"), argument, instrumentation))) {
        running = null;
      }
      return;
    }
    requirePermissions();
    Class<?> main = new AgentClassLoader(ownJar()).loadClass(MAIN);
    if (Boolean.TRUE.equals(call(attaching(main, "attach"), argument, instrumentation))) {
      running = main;
    }
  }

  /** A security manager's policy has to give the agent's jar what it gives the program or not. */
  @SuppressWarnings("removal") // from JDK 24 on there are no security managers (JEP 486)
  private static void requirePermissions() {
    SecurityManager manager = Runtime.version().feature() < 24 ? System.getSecurityManager() : null;
    if (manager == null) {
      return;
    }
    try {
      manager.checkPermission(new AllPermission());
    } catch (SecurityException e) {
      throw new SecurityException(
          "weft agent: security manager: it refuses the agent's jar (expected: grant codeBase"
              + " \"file:<the jar>\" { permission java.security.AllPermission; }; in the policy)",
          e);
    }
  }

  private static Method attaching(Class<?> main, String method) throws NoSuchMethodException {
    return main.getMethod(method, String.class, Instrumentation.class);
  }

  private static Path ownJar() throws URISyntaxException {
    CodeSource source = WeftAgent.class.getProtectionDomain().getCodeSource();
    return Path.of(source.getLocation().toURI());
  }

  private static @Nullable Object call(Method method, @Nullable Object... arguments)
      throws Exception {
    try {
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
