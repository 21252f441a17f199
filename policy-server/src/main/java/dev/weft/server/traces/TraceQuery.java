package dev.weft.server.traces;

import dev.weft.server.http.ApiException;
import dev.weft.server.resources.select.ListLimit;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which traces are wanted: those with a span that is all of this.
 *
 * @param source who called, as the SPIFFE ID that the span names
 * @param destination who was called, likewise
 * @param failedOnly whether the span must have failed
 * @param limit how many traces at most
 */
public record TraceQuery(
    Optional<String> source, Optional<String> destination, boolean failedOnly, int limit) {
  static final String SOURCE = "weft.source.identity";
  static final String DESTINATION = "weft.destination.identity";
  private static final int MOST = 500;

  /**
   * What the parameters of a list request ask for: {@code source}, {@code destination}, {@code
   * error=true} and {@code limit}.
   *
   * @param parameter gives a parameter's value by its name
   * @throws ApiException 400 when one is malformed
   */
  public static TraceQuery read(Function<String, Optional<String>> parameter) {
    String error = parameter.apply("error").orElse("false");
    if (!error.equals("true") && !error.equals("false")) {
      throw ApiException.badRequest("error", error + " (expected: true or false)");
    }
    int limit = ListLimit.of(parameter.apply("limit")).orElse(MOST);
    return new TraceQuery(
        parameter.apply("source").filter(it -> !it.isEmpty()),
        parameter.apply("destination").filter(it -> !it.isEmpty()),
        error.equals("true"),
        Math.min(limit, MOST));
  }

  boolean matches(TraceSpan span) {
    return isOr(source, span.attributes().get(SOURCE))
        && isOr(destination, span.attributes().get(DESTINATION))
        && (!failedOnly || span.error());
  }

  private static boolean isOr(Optional<String> wanted, @Nullable String found) {
    return wanted.isEmpty() || wanted.get().equals(found);
  }
}
