package dev.weft.agent;

import dev.weft.enforcer.settings.AgentArgument;
import dev.weft.enforcer.settings.DurationType;
import dev.weft.enforcer.settings.SettingException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The argument by which the agent is to be taken out: {@code detach}, and settings behind a blank.
 *
 * @param drain how long connections of the mesh are given to be closed
 * @param force whether those that are left then are cut
 */
record DetachRequest(Duration drain, boolean force) {
  private static final String WORD = "detach";
  private static final String DRAIN = "drain";
  private static final String FORCE = "force";
  private static final Duration USUAL = Duration.ofSeconds(30);

  /** The JVM takes no other command of a tool meanwhile. */
  private static final DurationType DRAINS = new DurationType(Duration.ZERO, Duration.ofMinutes(5));

  /**
   * Reads it.
   *
   * @return null when {@code settings} are those of an attach
   * @throws SettingException when a setting is unknown or malformed
   */
  static @Nullable DetachRequest parse(String settings) {
    if (!settings.equals(WORD) && !settings.startsWith(WORD + " ")) {
      return null;
    }
    Duration drain = USUAL;
    boolean force = false;
    Map<String, String> given = AgentArgument.parse(settings.substring(WORD.length()).strip());
    for (Map.Entry<String, String> setting : given.entrySet()) {
      switch (setting.getKey()) {
        case DRAIN -> drain = duration(setting.getValue());
        case FORCE -> force = flag(setting.getValue());
        default ->
            throw new SettingException(
                "setting " + setting.getKey() + ": unknown (expected: drain or force)");
      }
    }
    return new DetachRequest(drain, force);
  }

  private static Duration duration(String text) {
    try {
      return DRAINS.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SettingException(DRAIN + ": " + text + " (expected: " + DRAINS.expected() + ")");
    }
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new SettingException(FORCE + ": " + text + " (expected: true or false)");
    };
  }
}
