package dev.weft.bootstrap.http;

/** How a server library reads the path of a request before the application sees it. */
public enum PathStyle {
  /**
   * As servlet containers do: path parameters ({@code ;x}) taken off each segment, escapes decoded,
   * {@code \} taken as {@code /}, runs of slashes made one, dot segments resolved.
   */
  SERVLET,
  /**
   * Escapes decoded and nothing else. The application would see dot segments, so a request with any
   * is refused where rules look at paths.
   */
  LITERAL,
  /**
   * The library hands the target on as it came, and nobody knows what the framework on top of it
   * makes of it. As {@link #LITERAL}; and what some frameworks read in another way is refused where
   * rules look at paths: path parameters ({@code ;x}), {@code \}, escapes of these, of {@code /}
   * and of {@code %}, and a fragment.
   */
  RAW
}
