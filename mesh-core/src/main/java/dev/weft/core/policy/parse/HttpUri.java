package dev.weft.core.policy.parse;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The form that the address of a key set has to have. */
final class HttpUri {
  private HttpUri() {}

  /**
   * {@code text} when it is an absolute http or https URL with a host and, if any, a port. User
   * information is refused: a policy is no place for a secret.
   */
  static Optional<URI> parse(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean http = scheme.equals("http") || scheme.equals("https");
      // With a malformed port, URI takes the authority for a registry's name and has no host.
      boolean host = uri.getHost() != null && uri.getUserInfo() == null;
      return http && host && uri.getPort() <= 65535 ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
