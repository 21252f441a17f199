package dev.weft.core.control;

import dev.weft.core.http.HttpAnswer;
import dev.weft.core.http.MalformedAnswerException;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Names what went wrong in an exchange with the policy server. */
final class Failures {
  private static final Pattern REFUSING_ALERT =
      Pattern.compile(
          ".*\\b(bad_certificate|unsupported_certificate|certificate_\\w+|unknown_ca|access_denied)"
              + "\\b.*");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7E]");
  private static final int MAX_TEXT = 500;

  private Failures() {}

  /** The failure of an exchange that got no answer. */
  static ControlException of(
      IOException e, HttpRequest request, boolean closed, boolean late, Duration timeout) {
    if (closed) {
      return new ControlException(ControlFailure.CLOSED, request + ": the client is closed", e);
    }
    if (late) {
      return new ControlException(
          ControlFailure.UNREACHABLE,
          request + ": no answer from the policy server within " + timeout.toMillis() + " ms",
          e);
    }
    if (e instanceof ControlException known) {
      return known;
    }
    String message = text(String.valueOf(e.getMessage()));
    if (e instanceof MalformedAnswerException) {
      return new ControlException(
          ControlFailure.MALFORMED_ANSWER, request + ": policy server: " + message, e);
    }
    if (e instanceof SSLException && REFUSING_ALERT.matcher(message).matches()) {
      return new ControlException(
          ControlFailure.NOT_AUTHENTICATED,
          request + ": the policy server refused this workload's certificate: " + message,
          e);
    }
    return new ControlException(
        ControlFailure.UNREACHABLE, request + ": policy server unreachable: " + message, e);
  }

  /** The failure that an answer with another status than 200 and 204 stands for. */
  static ControlException of(HttpAnswer answer, HttpRequest request) {
    String message = request + ": " + answer.status() + " " + reason(answer);
    if (answer.status() == 401) {
      return new ControlException(ControlFailure.NOT_AUTHENTICATED, message);
    }
    if (answer.status() == 429 || answer.status() >= 500) {
      return new ControlException(ControlFailure.UNREACHABLE, message);
    }
    return new ControlException(
        answer.status() >= 400 ? ControlFailure.REFUSED : ControlFailure.MALFORMED_ANSWER, message);
  }

  /** The message of a Kubernetes Status, or nothing: an answer of another form is not shown. */
  private static String reason(HttpAnswer answer) {
    try {
      if (JsonReader.read(answer.body()) instanceof JsonObject status) {
        String message = status.string("message");
        return message == null ? "" : text(message);
      }
    } catch (JsonFormatException e) {
      // Not the policy server's own answer.
    }
    return "";
  }

  /** Text from elsewhere, made fit for a log line. */
  static String text(String text) {
    String cut = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    return UNPRINTABLE.matcher(cut).replaceAll("?");
  }
}
