package dev.weft.core.policy.parse;

import dev.weft.core.policy.ClaimToHeader;
import dev.weft.core.policy.JwtHeader;
import dev.weft.core.policy.JwtRule;
import dev.weft.core.policy.OriginalToken;
import dev.weft.core.policy.TokenPresence;
import dev.weft.core.token.JwkSet;
import dev.weft.core.token.KeyFormatException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one rule of a RequestAuthentication, as Istio's validation and CRD have it. */
final class JwtRuleReader {
  /** Longest key set, in characters: many keys with their certificates. */
  private static final int MAX_JWKS = 1 << 18;

  /** RFC 9110 section 5.1: a field name is a token. */
  private static final Pattern HEADER = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");

  /** What Istio's CRD lets stand in the name of a header that is written. */
  private static final Pattern WRITTEN_HEADER = Pattern.compile("[-_A-Za-z0-9]+");

  private final Fields fields;

  private JwtRuleReader(Fields fields) {
    this.fields = fields;
  }

  static JwtRule read(Fields fields) {
    return new JwtRuleReader(fields).read();
  }

  private JwtRule read() {
    Optional<URI> uri = uri();
    Optional<String> jwks = jwks();
    if (uri.isPresent() && jwks.isPresent()) {
      error("jwks", "set beside jwksUri (expected: only one of them)");
      jwks = Optional.empty();
    }
    JwtRule rule =
        new JwtRule(
            notEmpty(fields, "issuer"),
            fields.texts("audiences", Values.ANY),
            uri,
            jwks,
            fields.objects("fromHeaders").stream().map(JwtRuleReader::fromHeader).toList(),
            fields.texts("fromParams", Values.ANY),
            fields.texts("fromCookies", Values.ANY),
            payloadHeader(),
            fields.flag("forwardOriginalToken") ? OriginalToken.FORWARD : OriginalToken.REMOVE,
            fields.objects("outputClaimToHeaders").stream().map(JwtRuleReader::output).toList(),
            timeout(),
            fields.texts("spaceDelimitedClaims", Values.CLAIM),
            presence());
    fields.end();
    return rule;
  }

  /** The place of the keys, which Istio spells in two ways. */
  private Optional<URI> uri() {
    if (fields.has("jwksUri") && fields.has("jwks_uri")) {
      error("jwks_uri", "set beside jwksUri (expected: only one of them)");
    }
    String name = fields.has("jwks_uri") ? "jwks_uri" : "jwksUri";
    fields.ignore("jwks_uri");
    fields.ignore("jwksUri");
    String text = fields.text(name, 2048);
    if (text == null) {
      return Optional.empty();
    }
    Optional<URI> uri = HttpUri.parse(text);
    if (uri.isEmpty()) {
      fields.errors().add(fields.path(name), text, "an absolute http or https URL");
    }
    return uri;
  }

  private Optional<String> jwks() {
    String text = fields.text("jwks", MAX_JWKS);
    if (text == null) {
      return Optional.empty();
    }
    try {
      if (JwkSet.parse(text).keys().isEmpty()) {
        error("jwks", "no usable key (expected: an RSA, EC or Ed25519 key to verify with)");
      }
    } catch (KeyFormatException e) {
      // The set may hold more than public keys by mistake; nothing of it is repeated.
      error("jwks", String.valueOf(e.getMessage()));
    }
    return Optional.of(text);
  }

  private static JwtHeader fromHeader(Fields header) {
    String prefix = header.text("prefix");
    JwtHeader read = new JwtHeader(header(header, "name", HEADER), prefix == null ? "" : prefix);
    header.end();
    return read;
  }

  private static ClaimToHeader output(Fields output) {
    ClaimToHeader read =
        new ClaimToHeader(header(output, "header", WRITTEN_HEADER), notEmpty(output, "claim"));
    output.end();
    return read;
  }

  private Optional<String> payloadHeader() {
    String text = fields.text("outputPayloadToHeader");
    if (text == null) {
      return Optional.empty();
    }
    if (!HEADER.matcher(text).matches()) {
      fields.errors().add(fields.path("outputPayloadToHeader"), text, "the name of a header");
    }
    return Optional.of(text);
  }

  private Optional<Duration> timeout() {
    String text = fields.text("timeout");
    if (text == null) {
      return Optional.empty();
    }
    Duration timeout = Durations.parse(text);
    if (timeout == null || timeout.compareTo(Duration.ofMillis(1)) < 0) {
      fields
          .errors()
          .add(fields.path("timeout"), text, "a duration of at least 1ms, such as 5s or 1m30s");
    }
    return Optional.ofNullable(timeout);
  }

  private TokenPresence presence() {
    String text = fields.text("presence");
    if (text == null || text.equals("OPTIONAL")) {
      return TokenPresence.OPTIONAL;
    }
    if (!text.equals("REQUIRED")) {
      fields.errors().add(fields.path("presence"), text, "OPTIONAL or REQUIRED");
    }
    return TokenPresence.REQUIRED;
  }

  private static String header(Fields fields, String name, Pattern pattern) {
    String text = notEmpty(fields, name);
    if (!text.isEmpty() && !pattern.matcher(text).matches()) {
      fields.errors().add(fields.path(name), text, "the name of a header");
    }
    return text;
  }

  private static String notEmpty(Fields fields, String name) {
    String text = fields.requiredText(name);
    if (text.isEmpty() && fields.has(name)) {
      fields.errors().add(fields.path(name), text, "not empty");
    }
    return text;
  }

  private void error(String name, String message) {
    fields.errors().add(fields.path(name), message);
  }
}
