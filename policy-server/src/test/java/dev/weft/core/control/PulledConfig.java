package dev.weft.core.control;

import java.nio.charset.StandardCharsets;

/** The very code with which workloads read configs, for tests of what the server writes. */
public final class PulledConfig {
  private final ConfigDocument document;

  private PulledConfig(ConfigDocument document) {
    this.document = document;
  }

  /** Reads a whole config. */
  public static PulledConfig whole(byte[] text) {
    try {
      JsonFields answer = ConfigReader.answer(text);
      if (ConfigReader.isChange(answer)) {
        throw new AssertionError("no whole config: " + text(text));
      }
      return new PulledConfig(ConfigReader.whole(answer, "weft.local"));
    } catch (FormatException e) {
      throw new AssertionError("refused: " + text(text), e);
    }
  }

  /** This config after what an answer says, whole or not. */
  public PulledConfig with(byte[] text) {
    try {
      JsonFields answer = ConfigReader.answer(text);
      return ConfigReader.isChange(answer)
          ? new PulledConfig(ConfigReader.change(answer, document, "weft.local"))
          : whole(text);
    } catch (FormatException e) {
      throw new AssertionError("refused: " + text(text), e);
    }
  }

  /** Whether {@code text} says what changed, and not the whole. */
  public static boolean isChange(byte[] text) {
    try {
      return ConfigReader.isChange(ConfigReader.answer(text));
    } catch (FormatException e) {
      throw new AssertionError("refused: " + text(text), e);
    }
  }

  /** What a workload enforces. */
  public MeshConfig config() {
    if (!document.refused().isEmpty()) {
      throw new AssertionError("refused: " + document.refused());
    }
    return document.config();
  }

  private static String text(byte[] text) {
    return new String(text, StandardCharsets.UTF_8);
  }
}
