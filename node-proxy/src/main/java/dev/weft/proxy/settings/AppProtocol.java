package dev.weft.proxy.settings;

import java.util.Locale;

/** What a port speaks, as its owner declares it. */
public enum AppProtocol {
  /** Not declared: what comes first tells. */
  AUTO,
  /** Bytes that nobody looks into. */
  TCP,
  /** HTTP/1.1. */
  HTTP,
  /** HTTP/2 without TLS of its own, from its first byte on; gRPC too. */
  HTTP2;

  /**
   * The protocol of that name.
   *
   * @throws IllegalArgumentException when there is none; fit for people
   */
  public static AppProtocol parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "auto" -> AUTO;
      case "tcp" -> TCP;
      case "http" -> HTTP;
      case "http2", "grpc" -> HTTP2;
      default ->
          throw new IllegalArgumentException(text + " (expected: auto, tcp, http, http2 or grpc)");
    };
  }
}
