package dev.weft.server.metrics;

/** Who may read {@code /metrics}. */
public enum MetricsAccess {
  /** People who may read the resources of the whole mesh. */
  PEOPLE,
  /** Everybody who reaches the server. The figures tell how large and how busy the mesh is. */
  ANYBODY;

  /**
   * The access that {@code text} names.
   *
   * @throws IllegalArgumentException when it names none; the message is fit for people
   */
  public static MetricsAccess parse(String text) {
    return switch (text) {
      case "people" -> PEOPLE;
      case "anybody" -> ANYBODY;
      default -> throw new IllegalArgumentException(text + " (expected: people or anybody)");
    };
  }
}
