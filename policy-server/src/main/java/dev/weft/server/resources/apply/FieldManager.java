package dev.weft.server.resources.apply;

import dev.weft.server.http.ApiException;
import dev.weft.server.http.Cause;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The name under which a request owns the fields that it writes. */
public final class FieldManager {
  /** How long a name may be, in bytes of UTF-8. */
  public static final int MAX_LENGTH = 128;

  private static final String UNKNOWN = "unknown";

  private FieldManager() {}

  /**
   * The name for a write that is no apply: the query parameter {@code fieldManager}, or else the
   * product in the {@code User-Agent} header, without its version.
   *
   * @throws ApiException 422 when the parameter is too long or not printable
   */
  public static String name(Optional<String> fieldManagerParam, Optional<String> userAgent) {
    String sent = valid(fieldManagerParam);
    if (!sent.isEmpty()) {
      return sent;
    }
    String product = userAgent.map(it -> it.split("/", 2)[0]).orElse("");
    String name = printablePart(product);
    return name.isEmpty() ? UNKNOWN : name;
  }

  /**
   * The name for an apply, which has to be told.
   *
   * @throws ApiException 422 when the parameter is missing, too long or not printable
   */
  public static String forApply(Optional<String> fieldManagerParam) {
    String sent = valid(fieldManagerParam);
    if (sent.isEmpty()) {
      throw invalid("is required for apply patch");
    }
    return sent;
  }

  /** What is wrong with {@code name}, if anything. */
  static Optional<String> fault(String name) {
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
      return Optional.of("too long (expected: at most " + MAX_LENGTH + " bytes)");
    }
    if (!name.codePoints().allMatch(FieldManager::isPrintable)) {
      return Optional.of("holds a character that does not print (expected: printable text)");
    }
    return Optional.empty();
  }

  private static String valid(Optional<String> param) {
    String name = param.orElse("");
    fault(name)
        .ifPresent(
            it -> {
              throw invalid(it);
            });
    return name;
  }

  private static ApiException invalid(String message) {
    return ApiException.invalid("PatchOptions", List.of(new Cause("fieldManager", message)));
  }

  private static String printablePart(String product) {
    StringBuilder name = new StringBuilder();
    int bytes = 0;
    for (int c : product.codePoints().filter(FieldManager::isPrintable).toArray()) {
      bytes += Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_LENGTH) {
        break;
      }
      name.appendCodePoint(c);
    }
    return name.toString();
  }

  /** Letters, marks, numbers, punctuation, symbols and the plain space. */
  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> codePoint == ' ';
      default -> true;
    };
  }
}
