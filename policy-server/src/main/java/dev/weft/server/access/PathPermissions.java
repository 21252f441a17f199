package dev.weft.server.access;

import java.util.List;

/** Who may read what is no resource: discovery for everybody known, figures for who sees all. */
final class PathPermissions {
  /** Paths for everybody whose name is known; a {@code *} at the end stands for any rest. */
  static final List<String> ANYBODY =
      List.of(
          "/api",
          "/api/*",
          "/apis",
          "/apis/*",
          "/healthz",
          "/livez",
          "/openapi",
          "/openapi/*",
          "/readyz",
          "/version",
          "/version/");

  /** Paths for viewers of all namespaces. */
  static final List<String> VIEWER_OF_ALL = List.of("/metrics");

  private PathPermissions() {}

  static boolean covers(List<String> patterns, String path) {
    return patterns.stream()
        .anyMatch(
            it ->
                it.endsWith("*")
                    ? path.startsWith(it.substring(0, it.length() - 1))
                    : path.equals(it));
  }
}
