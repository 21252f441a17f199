package dev.weft.server.http;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A request that was refused, to be told as a Kubernetes {@code Status}. Nothing was changed. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String RETRY_AFTER = "retryAfterSeconds";

  private final int code;
  private final String reason;
  private final transient List<Cause> causes;

  /** What the refusal is about, as {@code details} of the Status have it. */
  private final transient JsonObject details;

  private ApiException(
      int code, String reason, String message, List<Cause> causes, JsonObject details) {
    // A refusal is an answer, not a fault: no stack trace.
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
    this.causes = List.copyOf(causes);
    this.details = details;
  }

  public ApiException(int code, String message, List<Cause> causes) {
    this(code, reason(code), message, causes, JsonObject.EMPTY);
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

  /**
   * 422 with what is wrong with a resource, by field; {@code details} name it as Kubernetes does
   * (apimachinery, {@code errors.NewInvalid}), so that clients can say which one is meant.
   *
   * @param name empty when it has none
   */
  public static ApiException invalid(String group, String kind, String name, List<Cause> causes) {
    JsonObject.Builder details = JsonObject.builder();
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    return invalid(kind + "." + group + " \"" + name + "\"", causes)
        .about(details.put("group", group).put("kind", kind).build());
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
    return new ApiException(429, message)
        .about(JsonObject.builder().put(RETRY_AFTER, seconds).build());
  }

  /** After how many seconds to ask again (RFC 9110, section 10.2.3); 0 when there is no telling. */
  public long retryAfterSeconds() {
    return details.get(RETRY_AFTER) instanceof JsonNumber seconds ? seconds.longValueExact() : 0;
  }

  /** This refusal with a reason more exact than its code tells. */
  public ApiException because(String exactReason) {
    return new ApiException(code, exactReason, String.valueOf(getMessage()), causes, details);
  }

  /** This refusal with the {@code details} of its Status. */
  public ApiException about(JsonObject what) {
    return new ApiException(code, reason, String.valueOf(getMessage()), causes, what);
  }

  /** The HTTP status. */
  public int code() {
    return code;
  }

  /** The {@code Status} that tells of it. */
  public JsonObject status() {
    JsonObject.Builder status =
        JsonObject.builder()
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("metadata", JsonObject.EMPTY)
            .put("status", "Failure")
            .put("message", String.valueOf(getMessage()))
            .put("reason", reason)
            .put("code", code);
    JsonObject told = details;
    if (!causes.isEmpty()) {
      List<JsonValue> listed = new ArrayList<>();
      for (Cause cause : causes) {
        listed.add(
            JsonObject.builder()
                .put("reason", cause.reason())
                .put("field", cause.field())
                .put("message", cause.message())
                .build());
      }
      told = told.with("causes", new JsonArray(listed));
    }
    if (!told.members().isEmpty()) {
      status.put("details", told);
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
      case 410 -> "Expired";
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
