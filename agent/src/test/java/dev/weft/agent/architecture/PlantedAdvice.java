package dev.weft.agent.architecture;

import net.bytebuddy.asm.Advice;

/** What advice must not be. */
final class PlantedAdvice {
  private PlantedAdvice() {}

  @Advice.OnMethodEnter(inline = false)
  static void called() {}

  @Advice.OnMethodEnter(skipOn = PlantedBootType.Planted.class)
  static void namesTheAgentInItsMark() {}

  @Advice.OnMethodExit
  static int reachesTheAgent() {
    return PlantedBootType.violate().length();
  }

  /** Not advice, so it may do what it likes. */
  static String helper() {
    return java.util.logging.Logger.GLOBAL_LOGGER_NAME + Thread.State.NEW;
  }
}
