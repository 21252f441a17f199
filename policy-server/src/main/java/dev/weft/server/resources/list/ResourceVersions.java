package dev.weft.server.resources.list;

import dev.weft.server.http.ApiException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The query parameter {@code resourceVersion}, which is a revision here. */
public final class ResourceVersions {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private ResourceVersions() {}

  /**
   * The revision that {@code text} names; empty without one.
   *
   * @throws ApiException 400 when it is no revision of this server
   */
  public static Optional<Long> read(Optional<String> text) {
    return text.filter(it -> !it.isEmpty())
        .map(
            it -> {
              if (!NUMBER.matcher(it).matches()) {
                String shown = it.length() <= 40 ? it : "too long";
                throw ApiException.badRequest(
                    "resourceVersion", shown + " (expected: a resourceVersion of this server)");
              }
              return Long.parseLong(it);
            });
  }
}
