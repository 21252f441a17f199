package dev.weft.server.access.oidc;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import dev.weft.core.json.JsonObject;
import dev.weft.server.settings.PeopleSettings.KeyPlace;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a provider's keys from where they are, each time it is asked. Only keys that can verify what
 * {@link TokenVerifier} admits are kept: RSA of 2048 bits or more, and elliptic curves.
 */
final class KeySetSource implements JWKSetSource<SecurityContext> {
  private static final Logger LOG = LoggerFactory.getLogger(KeySetSource.class);
  private static final String METADATA = "/.well-known/openid-configuration";
  private static final int SMALLEST_RSA = 2048;
  private static final long LARGEST_FILE = 256 * 1024;

  private final URI issuer;
  private final KeyPlace place;
  private final HttpsDocuments https;

  KeySetSource(URI issuer, KeyPlace place, HttpsDocuments https) {
    this.issuer = issuer;
    this.place = place;
    this.https = https;
  }

  @Override
  public JWKSet getJWKSet(
      @Nullable JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
      throws JWKSetUnavailableException {
    try {
      return usable(JWKSet.parse(document()));
    } catch (ParseException e) {
      warn(e);
      throw new JWKSetParseException("the provider's keys are malformed", e);
    } catch (IOException e) {
      warn(e);
      throw new JWKSetUnavailableException("the provider's keys cannot be had", e);
    }
  }

  private void warn(Exception cause) {
    LOG.atWarn()
        .addKeyValue("issuer", issuer)
        .addKeyValue("cause", cause.toString())
        .log("the OpenID provider's keys cannot be had");
  }

  private String document() throws IOException {
    if (place instanceof KeyPlace.File file) {
      if (Files.size(file.path()) > LARGEST_FILE) {
        throw new IOException(
            file.path() + ": too large (expected: at most " + LARGEST_FILE + " bytes)");
      }
      return Files.readString(file.path(), StandardCharsets.UTF_8);
    }
    return https.text(place instanceof KeyPlace.Url url ? url.url() : discovered());
  }

  /** Where the provider says that its keys are (OpenID Connect Discovery 1.0, section 4). */
  private URI discovered() throws IOException {
    String base = issuer.toString();
    URI url =
        URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + METADATA);
    JsonObject metadata = https.object(url);
    if (!base.equals(metadata.string("issuer"))) {
      throw new IOException(
          url + ": issuer " + metadata.string("issuer") + " (expected: " + base + ")");
    }
    String keys = metadata.string("jwks_uri");
    try {
      return URI.create(String.valueOf(keys));
    } catch (IllegalArgumentException e) {
      throw new IOException(url + ": jwks_uri " + keys + " (expected: a URL)", e);
    }
  }

  private static JWKSet usable(JWKSet all) {
    return new JWKSet(all.getKeys().stream().filter(KeySetSource::isUsable).toList());
  }

  private static boolean isUsable(JWK key) {
    return key instanceof ECKey || (key instanceof RSAKey rsa && rsa.size() >= SMALLEST_RSA);
  }

  @Override
  public void close() {}
}
