package dev.weft.enforcer.trace;

import org.jspecify.annotations.Nullable;

/**
 * What an access log keeps of a request. Longer texts are cut off.
 *
 * @param method the method as it was sent
 * @param path the path without the query, which may hold a secret
 * @param host the host that it is for, or null
 */
public record LoggedRequest(String method, String path, @Nullable String host) {
  private static final int MAX_METHOD = 32;
  private static final int MAX_PATH = 512;
  private static final int MAX_HOST = 256;

  static LoggedRequest of(TracedRequest request) {
    String host = request.serverAddress();
    return new LoggedRequest(
        cut(request.method(), MAX_METHOD),
        cut(request.path(), MAX_PATH),
        host == null ? null : cut(host, MAX_HOST));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }
}
