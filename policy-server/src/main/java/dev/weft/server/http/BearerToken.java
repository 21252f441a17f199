package dev.weft.server.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import java.util.List;
import java.util.Optional;

/** Reads {@code Authorization: Bearer ...} (RFC 6750). */
public final class BearerToken {
  private static final String SCHEME = "Bearer ";

  private BearerToken() {}

  /**
   * The token of the request, or empty when it has none.
   *
   * @throws ApiException 401 when there are several, or it is of another scheme
   */
  public static Optional<String> of(RequestHeaders headers) {
    List<String> values = headers.getAll(HttpHeaderNames.AUTHORIZATION);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    String value = values.get(0);
    if (values.size() > 1 || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw ApiException.unauthorized("authorization: malformed (expected: Bearer <token>)");
    }
    return Optional.of(value.substring(SCHEME.length()).trim());
  }
}
