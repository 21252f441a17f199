package dev.weft.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log that an agent or a node proxy writes: lines of {@code key=value}. */
record AgentLogFile(Path file) {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** How many lines there are. */
  int size() throws IOException {
    return lines().size();
  }

  /**
   * The newest line of {@code event} after line number {@code after}, which is awaited.
   *
   * @throws StepFailedException when none comes
   */
  String await(String event, int after) throws IOException, StepFailedException {
    Pattern wanted = Pattern.compile("(^|\\s)event=" + Pattern.quote(event) + "(\\s|$)");
    return Waiting.until(
        LIMIT,
        () ->
            lines().stream()
                .skip(after)
                .filter(line -> wanted.matcher(line).find())
                .reduce((older, newer) -> newer),
        () -> file.getFileName() + ": no line with event=" + event);
  }

  /**
   * The newest line of {@code event} in which {@code key} has {@code value}, which is awaited.
   *
   * @throws StepFailedException when none comes
   */
  String await(String event, String key, String value) throws IOException, StepFailedException {
    return Waiting.until(
        LIMIT,
        () ->
            lines().stream()
                .filter(line -> value(line, "event").equals(Optional.of(event)))
                .filter(line -> value(line, key).equals(Optional.of(value)))
                .reduce((older, newer) -> newer),
        () -> file.getFileName() + ": no line with event=" + event + " " + key + "=" + value);
  }

  /**
   * The newest line that says that {@code peer} was let in, by mutual TLS; it is awaited.
   *
   * @throws StepFailedException when none comes, or it came otherwise
   */
  String awaitCaller(String peer) throws IOException, StepFailedException {
    String line = await("connection.accepted", "peer", peer);
    if (!value(line, "transport").equals(Optional.of("mtls"))) {
      throw new StepFailedException("transport: " + line + " (expected: mtls)");
    }
    return line;
  }

  /** The value of {@code key} in {@code line}. */
  static Optional<String> value(String line, String key) {
    Matcher matcher =
        Pattern.compile("(?:^|\\s)" + Pattern.quote(key) + "=(?:\"([^\"]*)\"|(\\S+))")
            .matcher(line);
    return matcher.find()
        ? Optional.ofNullable(matcher.group(1)).or(() -> Optional.of(matcher.group(2)))
        : Optional.empty();
  }

  private List<String> lines() throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
