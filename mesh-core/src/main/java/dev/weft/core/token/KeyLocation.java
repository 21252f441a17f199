package dev.weft.core.token;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/** Where an issuer's key set is found. */
sealed interface KeyLocation {
  /** Fetches the set as it is at this moment. */
  JwkSet fetch(KeyFetcher fetcher, Duration timeout, int maxBytes)
      throws IOException, KeyFormatException;

  /** A known address. */
  record At(URI uri) implements KeyLocation {
    @Override
    public JwkSet fetch(KeyFetcher fetcher, Duration timeout, int maxBytes)
        throws IOException, KeyFormatException {
      byte[] body = fetcher.fetch(uri, timeout, maxBytes);
      if (body.length > maxBytes) {
        throw new IOException("key set: too long (expected: at most " + maxBytes + " bytes)");
      }
      return JwkSet.parse(body);
    }
  }

  /** The address that the issuer itself tells (OpenID Connect Discovery 1.0 section 4). */
  record OfIssuer(String issuer) implements KeyLocation {
    @Override
    public JwkSet fetch(KeyFetcher fetcher, Duration timeout, int maxBytes)
        throws IOException, KeyFormatException {
      byte[] body = fetcher.fetch(configuration(), timeout, maxBytes);
      if (body.length > maxBytes) {
        throw new IOException("configuration: too long (expected: at most " + maxBytes + " bytes)");
      }
      return new At(jwksUri(body)).fetch(fetcher, timeout, maxBytes);
    }

    private URI configuration() throws IOException {
      String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
      return http(base + "/.well-known/openid-configuration");
    }

    private static URI jwksUri(byte[] body) throws IOException {
      try {
        if (JsonReader.read(body) instanceof JsonObject configuration) {
          return http(String.valueOf(configuration.string("jwks_uri")));
        }
      } catch (JsonFormatException e) {
        throw new IOException("configuration: no JSON (expected: an object)");
      }
      throw new IOException("configuration: no object (expected: one with jwks_uri)");
    }

    private static URI http(String text) throws IOException {
      try {
        URI uri = new URI(text);
        String scheme = String.valueOf(uri.getScheme());
        if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
          return uri;
        }
      } catch (URISyntaxException e) {
        throw new IOException("address: malformed (expected: an http or https URL)");
      }
      throw new IOException("address: not fetched (expected: an http or https URL)");
    }
  }
}
