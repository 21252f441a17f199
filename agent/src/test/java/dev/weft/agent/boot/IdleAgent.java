package dev.weft.agent.boot;

import org.jspecify.annotations.Nullable;

/** An agent that does nothing, to tell what the JVM does about any agent. */
public final class IdleAgent {
  private IdleAgent() {}

  /** Called by the JVM. */
  public static void premain(@Nullable String argument) {}
}
