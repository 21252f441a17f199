package dev.weft.agent.http.jetty9;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The authority of a request whose target may name one beside the {@code Host} header: the target's
 * outranks the header (RFC 9112 section 3.2.2), unless they say the same.
 *
 * @param authority the target's, null when it has none
 * @param host the target's host, null when it has none
 * @param port the target's port, not positive when it has none
 */
public record TargetAuthority(@Nullable String authority, @Nullable String host, int port) {
  /** What the request is for; empty when nothing says it. */
  public String with(@Nullable String header) {
    if (authority == null || (header != null && isSame(header))) {
      return header == null ? "" : header;
    }
    return authority;
  }

  /**
   * What rules on {@code Host} see: also the target's, where it is another, as the application may
   * ask for either.
   */
  public List<String> hosts(List<String> headers) {
    String effective = headers.isEmpty() ? "" : with(headers.get(0));
    if (headers.isEmpty() || effective.equals(headers.get(0))) {
      return headers;
    }
    List<String> both = new ArrayList<>(headers);
    both.add(effective);
    return both;
  }

  /** Whether the header names the target's host, whatever it says of the port that both imply. */
  private boolean isSame(String header) {
    return host != null
        && header.regionMatches(true, 0, host, 0, host.length())
        && (header.length() == host.length() || isPort(header.substring(host.length())));
  }

  private boolean isPort(String rest) {
    boolean isDefault = rest.equals(":80") || rest.equals(":443");
    return rest.equals(":") || (port > 0 ? rest.equals(":" + port) : isDefault);
  }
}
