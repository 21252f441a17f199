package dev.weft.agent.boot;

import dev.weft.bootstrap.AgentThread;
import net.bytebuddy.asm.Advice;

/** Woven into a class of the JDK: calls a boot type and shows what it said. */
public final class ProbeAdvice {
  private ProbeAdvice() {}

  @Advice.OnMethodExit
  @SuppressWarnings("UnusedVariable")
  static void exit(@Advice.Return(readOnly = false) String text) {
    text = "woven, agent thread: " + AgentThread.isCurrent();
  }
}
