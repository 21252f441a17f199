package dev.weft.bootstrap.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as the parser of the library read it that the application will believe. One adapter for
 * each library extends this, over the library's own request object. Called on the thread that
 * serves the request, before the application sees anything of it; nothing is kept afterwards.
 *
 * <p>What the header methods are given is in lower case; they find names in any case.
 */
public abstract class RequestView {
  /** The method as it was sent. */
  public abstract String method();

  /** The request target in origin form with its query, nothing decoded. */
  public abstract String target();

  /**
   * The {@code Host} header, or {@code :authority} where the library makes no {@code Host} of it,
   * as it was sent; empty without one.
   */
  public abstract String authority();

  /** {@code http} or {@code https}. */
  public abstract String scheme();

  /** The values of the header {@code name}, one for each field line in order; empty without one. */
  public abstract List<String> headers(String name);

  /** Whether the header {@code name} has more than one field line. Asked of every request. */
  public boolean isRepeated(String name) {
    return headers(name).size() > 1;
  }

  /** Takes every value of the header {@code name} away from the request. */
  public abstract void removeHeader(String name);

  /** Adds a header to the request. */
  public abstract void addHeader(String name, String value);

  /** Replaces the query, without its question mark; null for none. */
  public abstract void setQuery(@Nullable String query);

  /** The version of HTTP as {@code 1.1} or {@code 2}; null when it is not known. */
  public @Nullable String protocolVersion() {
    return null;
  }

  /** The version in {@code protocol}, such as {@code HTTP/1.1}; null when that is none of HTTP. */
  protected static @Nullable String version(String protocol) {
    if (!protocol.startsWith("HTTP/")) {
      return null;
    }
    String version = protocol.substring("HTTP/".length());
    return version.endsWith(".0") && !version.equals("1.0") ? version.substring(0, 1) : version;
  }

  /**
   * Whether it is a call of gRPC whose end is told by {@link ServerRequests#finishedCall}, with
   * gRPC's own status.
   */
  public boolean isGrpc() {
    return false;
  }

  /** How the library reads paths. */
  public abstract PathStyle pathStyle();

  /** Whether this thread may be held for a moment: false on an event loop. */
  public abstract boolean mayWait();

  /**
   * Whether all of its head is here. False for what a parser gave up on and hands to the
   * application all the same: no rule on its headers could be relied on.
   */
  public boolean isWhole() {
    return true;
  }

  /**
   * The value of the header {@code name} as rules see it, its field lines joined by commas (RFC
   * 9110 section 5.2); null without one.
   */
  public final @Nullable String header(String name) {
    List<String> values = headers(name);
    if (values.size() > 1) {
      return String.join(",", values);
    }
    return values.isEmpty() ? null : values.get(0);
  }
}
