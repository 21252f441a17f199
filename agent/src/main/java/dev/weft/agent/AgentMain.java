package dev.weft.agent;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;

/** The agent's start, in the order in which things depend on each other. */
public final class AgentMain {
  private AgentMain() {}

  public static void start(Instrumentation instrumentation, String argument, Path jar) {}

  public static void startedAgain() {}
}
