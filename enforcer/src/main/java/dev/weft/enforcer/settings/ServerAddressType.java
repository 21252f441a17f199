package dev.weft.enforcer.settings;

import java.net.URI;

/** Where the policy server listens: {@code https}, a host, and nothing behind the port. */
public record ServerAddressType() implements ValueType<URI> {
  @Override
  public String expected() {
    return "https://<host>[:<port>]";
  }

  @Override
  public URI parse(String text) {
    URI uri = URI.create(text);
    boolean bare =
        (uri.getRawPath() == null || uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && uri.getRawUserInfo() == null;
    boolean portIsValid = uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= 0xFFFF);
    if (!"https".equalsIgnoreCase(uri.getScheme())
        || uri.getHost() == null
        || !bare
        || !portIsValid) {
      throw new IllegalArgumentException("not the address of a server");
    }
    return uri;
  }
}
