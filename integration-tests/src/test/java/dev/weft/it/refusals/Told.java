package dev.weft.it.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that are expected word by word, but for what differs from run to run: <code>{time}</code>,
 * <code>{client}</code> for a client's address, and what the test gives a value.
 */
final class Told {
  private static final Pattern HOLE = Pattern.compile("\\{([a-z]+)}");

  private static final String RESET = "Connection reset";

  private static final Map<String, String> VARYING =
      Map.of(
          "time", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z",
          "client", "/127\\.0\\.0\\.1:\\d+");

  private Told() {}

  /** Fails unless {@code told} is {@code text}, with {@code values} in its holes. */
  static void assertIs(String told, String text, Map<String, String> values) {
    assertThat(told).matches(pattern(text, values));
  }

  /**
   * Fails unless {@code told} begins with {@code before} and goes on with a failed call of a
   * blocking socket, as {@code feature} has it: JDK 17 makes its own class of every other.
   */
  static void assertFailed(
      int feature, String told, String before, String text, Map<String, String> values) {
    String type = feature == 17 ? "SocketException: " : "MeshSocketException: ";
    if (text.endsWith(RESET) && told.endsWith("Exception: " + RESET)) {
      // The thread that met the reset itself has the exception of the JDK.
      assertThat(told).matches(before + "(SocketException|ConnectionResetException): " + RESET);
    } else {
      assertIs(told, before + type + text, values);
    }
  }

  /**
   * Fails unless {@code lines} of a log are the one that tells of a refused connection.
   *
   * @param remote the other end, and {@code port} the server's
   * @param values what stands in the holes of {@code reason}
   */
  static void assertRefused(
      List<String> lines,
      String direction,
      String peer,
      String remote,
      int port,
      String reason,
      Map<String, String> values) {
    String line =
        "time={time} level=WARN event=connection.refused direction=%s peer=%s remote=%s port=%d reason=\"%s\""
            .formatted(direction, peer, remote, port, reason);
    assertThat(lines).singleElement().asString().matches(pattern(line, values));
  }

  private static String pattern(String text, Map<String, String> values) {
    StringBuilder pattern = new StringBuilder();
    Matcher holes = HOLE.matcher(text);
    int from = 0;
    while (holes.find()) {
      pattern.append(Pattern.quote(text.substring(from, holes.start())));
      String value = values.get(holes.group(1));
      String varying = VARYING.get(holes.group(1));
      if (value == null && varying == null) {
        throw new IllegalArgumentException("text: " + text + " (expected: no unknown holes)");
      }
      pattern.append(value == null ? varying : Pattern.quote(value));
      from = holes.end();
    }
    return pattern.append(Pattern.quote(text.substring(from))).toString();
  }
}
