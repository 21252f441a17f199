package dev.weft.server.http;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A request that was refused, to be told as a Kubernetes {@code Status}. Nothing was changed. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final transient List<Cause> causes;
  private final long retryAfterSeconds;

  public ApiException(int code, String message, List<Cause> causes) {
    this(code, message, causes, 0);
  }

  private ApiException(int code, String message, List<Cause> causes, long retryAfterSeconds) {
    // A refusal is an answer, not a fault: no stack trace.
    super(message, null, false, false);
    this.code = code;
    this.causes = List.copyOf(causes);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public ApiException(int code, String message) {
    this(code, message, List.of());
  }

  /** 400 for one field. */
  public static ApiException badRequest(String field, String message) {
    return new ApiException(400, field + ": " + message, List.of(new Cause(field, message)));
  }

  /** 422 with what is wrong, by field. */
  public static ApiException invalid(String what, List<Cause> causes) {
    String text =
        String.join("; ", causes.stream().map(it -> it.field() + ": " + it.message()).toList());
    return new ApiException(422, what + " is invalid: " + text, causes);
  }

  /** 401: who calls is not known. */
  public static ApiException unauthorized(String message) {
    return new ApiException(401, message);
  }

  /** 403: who calls is known and may not. */
  public static ApiException forbidden(String message) {
    return new ApiException(403, message);
  }

  /**
   * 429: too much was asked for.
   *
   * @param wait how long to wait before asking again; rounded up to whole seconds, one at least
   */
  public static ApiException tooManyRequests(String message, Duration wait) {
    long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    return new ApiException(429, message, List.of(), seconds);
  }

  /** After how many seconds to ask again (RFC 9110, section 10.2.3); 0 when there is no telling. */
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** The HTTP status. */
  public int code() {
    return code;
  }

  /** The {@code Status} that tells of it. */
  public JsonObject status() {
    JsonObject status = status(code, String.valueOf(getMessage()), causes);
    return retryAfterSeconds == 0
        ? status
        : status.with(
            "details", JsonObject.builder().put("retryAfterSeconds", retryAfterSeconds).build());
  }

  /** A failure as a Kubernetes {@code Status}. */
  public static JsonObject status(int code, String message, List<Cause> causes) {
    JsonObject.Builder status =
        JsonObject.builder()
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("metadata", JsonObject.EMPTY)
            .put("status", "Failure")
            .put("message", message)
            .put("reason", reason(code))
            .put("code", code);
    if (!causes.isEmpty()) {
      List<JsonValue> listed = new ArrayList<>();
      for (Cause cause : causes) {
        listed.add(
            JsonObject.builder()
                .put("reason", "FieldValueInvalid")
                .put("field", cause.field())
                .put("message", cause.message())
                .build());
      }
      status.put("details", JsonObject.builder().put("causes", new JsonArray(listed)).build());
    }
    return status.build();
  }

  private static String reason(int code) {
    return switch (code) {
      case 400 -> "BadRequest";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 405 -> "MethodNotAllowed";
      case 406 -> "NotAcceptable";
      case 409 -> "Conflict";
      case 413 -> "RequestEntityTooLarge";
      case 415 -> "UnsupportedMediaType";
      case 422 -> "Invalid";
      case 429 -> "TooManyRequests";
      case 503 -> "ServiceUnavailable";
      case 504 -> "Timeout";
      default -> code < 500 ? "BadRequest" : "InternalError";
    };
  }
}
