package dev.weft.server.access.token;

import dev.weft.server.http.Hash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as its holder has it: {@code weft-api-v1.<id>.<secret>}, or {@code
 * weft-admin-v1.<secret>} for the admin token of the first start. The secret has 256 random bits,
 * so that neither guessing nor a stored plain hash of it is a danger.
 */
public final class ApiTokenString {
  /** The start of both spellings, by which a token is told from one of somebody else's. */
  public static final String PREFIX = "weft-";

  private static final String API = "weft-api-v1.";
  private static final String ADMIN = "weft-admin-v1.";

  /** An id is the name of the token's resource (RFC 1123 subdomain; dots and all). */
  private static final Pattern API_FORM =
      Pattern.compile("weft-api-v1\\.([a-z0-9][a-z0-9.-]{0,252})\\.([A-Za-z0-9_-]{43})");

  private static final Pattern ADMIN_FORM =
      Pattern.compile("weft-admin-v1\\.([A-Za-z0-9_-]{32,512})");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Holder holder;
  private final String secret;

  /** Whose a token is. */
  public sealed interface Holder {
    /** The holder of the admin token. */
    record Admin() implements Holder {}

    /** The token with this id. */
    record Token(String id) implements Holder {}
  }

  private ApiTokenString(Holder holder, String secret) {
    this.holder = holder;
    this.secret = secret;
  }

  /**
   * A new token.
   *
   * @param id the name of its resource
   */
  public static ApiTokenString make(String id) {
    return new ApiTokenString(new Holder.Token(id), newSecret());
  }

  /** A new admin token; it replaces the one before when its hash is stored. */
  public static ApiTokenString makeAdmin() {
    return new ApiTokenString(new Holder.Admin(), newSecret());
  }

  /** The token that {@code text} spells, in either spelling; empty when it spells none. */
  public static Optional<ApiTokenString> parse(String text) {
    Matcher api = API_FORM.matcher(text);
    if (api.matches()) {
      return Optional.of(new ApiTokenString(new Holder.Token(api.group(1)), api.group(2)));
    }
    Matcher admin = ADMIN_FORM.matcher(text);
    return admin.matches()
        ? Optional.of(new ApiTokenString(new Holder.Admin(), admin.group(1)))
        : Optional.empty();
  }

  /** Whose it is, if its secret is the right one. */
  public Holder holder() {
    return holder;
  }

  /** What the server keeps of the secret: its SHA-256 in lower-case hex. */
  public String secretHash() {
    return HexFormat.of().formatHex(Hash.sha256(secret.getBytes(StandardCharsets.US_ASCII)));
  }

  /** The whole token; a secret. */
  public String reveal() {
    return holder instanceof Holder.Token token ? API + token.id() + "." + secret : ADMIN + secret;
  }

  /** Whose it is, without the secret. */
  @Override
  public String toString() {
    return "ApiTokenString[" + holder + "]";
  }

  private static String newSecret() {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
