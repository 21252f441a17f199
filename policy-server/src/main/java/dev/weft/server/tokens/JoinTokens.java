package dev.weft.server.tokens;

import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.audit.AuditRecord;
import dev.weft.server.http.ApiException;
import dev.weft.server.store.Plan;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Write;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Join tokens: minted by people, spent by workloads. Each use is counted durably before anything is
 * given for it, and never more uses are granted than were minted.
 */
public final class JoinTokens {
  /** The API group. */
  public static final String GROUP = "weft.dev";

  /** The kind. */
  public static final String KIND = "JoinToken";

  private static final Duration KEPT_AFTER_END = Duration.ofDays(1);

  private final ResourceStore store;
  private final SecretIndex index;
  private final X509Certificate root;
  private final InstantSource clock;

  public JoinTokens(ResourceStore store, X509Certificate root, InstantSource clock) {
    this.store = store;
    this.index = SecretIndex.of(store, GROUP, KIND);
    this.root = root;
    this.clock = clock;
  }

  /** Gives a token that is to be stored its secret. */
  public Minting mint(Resource draft) {
    TokenString token = TokenString.make(root);
    JoinTokenSpec spec = JoinTokenSpec.of(draft.body());
    JsonObject status =
        JsonObject.builder()
            .put("id", token.id())
            .put("usesLeft", spec.uses())
            .put(
                "expires",
                draft.created().plus(spec.ttl()).truncatedTo(ChronoUnit.SECONDS).toString())
            .build();
    Resource minted =
        new Resource(
            draft.key(),
            draft.uid(),
            draft.resourceVersion(),
            draft.contentVersion(),
            draft.generation(),
            draft.created(),
            Optional.of(token.secretHash()),
            draft.body().with("status", status));
    return new Minting(minted, token.reveal());
  }

  /**
   * Whom {@code text} would admit at present. Nothing is spent.
   *
   * @param beforeLookUp called before the database is asked for a token that is not known here;
   *     what it throws is thrown
   * @throws ApiException 401 when it is no token, or one that is spent, expired or unknown
   */
  public Admission check(String text, Runnable beforeLookUp) {
    TokenString token =
        TokenString.parse(text).orElseThrow(() -> refused("malformed", "a token as it was minted"));
    Resource known =
        find(token.id(), beforeLookUp)
            .filter(it -> isSecretOf(it, token))
            .orElseThrow(() -> refused("unknown", "a token minted by this server"));
    requireUsable(known);
    return new Admission(token.id(), known.key(), JoinTokenSpec.of(known.body()).serviceAccount());
  }

  /** A token may have been minted by another server, a moment ago. */
  private Optional<Resource> find(String id, Runnable beforeLookUp) {
    Optional<Resource> known = index.byId(id);
    if (known.isPresent()) {
      return known;
    }
    beforeLookUp.run();
    store.catchUp();
    return index.byId(id);
  }

  /**
   * Spends one use and records {@code entry}, both durably or neither.
   *
   * @throws ApiException 401 when the last use went to somebody else meanwhile
   */
  public void spend(Admission admission, AuditRecord entry) {
    store.change(
        "join-token:" + admission.tokenId(),
        now -> {
          Resource token = now.get(admission.token());
          if (token == null
              || !admission.tokenId().equals(token.body().object("status").string("id"))) {
            throw refused("unknown", "a token minted by this server");
          }
          requireUsable(token);
          JsonObject status =
              token.body().object("status").with("usesLeft", JsonValue.of(usesLeft(token) - 1));
          return new Plan(
              List.of(new Write.PutStatus(token.withBody(token.body().with("status", status)))),
              List.of(entry));
        });
  }

  /** Drops tokens that ended a while ago. */
  public void prune() {
    Instant before = clock.instant().minus(KEPT_AFTER_END);
    store.change(
        "mesh",
        now -> {
          List<Write> deletions = new ArrayList<>();
          for (Resource token : now.list(GROUP, KIND, null)) {
            if (expires(token).isBefore(before)) {
              deletions.add(new Write.Delete(token.key()));
            }
          }
          return Plan.of(deletions);
        });
  }

  private void requireUsable(Resource token) {
    Instant expires = expires(token);
    if (!clock.instant().isBefore(expires)) {
      throw refused("expired at " + expires, "one still good; mint a new one");
    }
    if (usesLeft(token) <= 0) {
      throw refused("spent", "one with uses left; mint a new one");
    }
  }

  private static Instant expires(Resource token) {
    return token.created().plus(JoinTokenSpec.of(token.body()).ttl());
  }

  private static long usesLeft(Resource token) {
    return token.body().object("status").get("usesLeft") instanceof JsonNumber left
        ? left.longValueExact()
        : 0;
  }

  private static boolean isSecretOf(Resource known, TokenString token) {
    return MessageDigest.isEqual(
        known.secretHash().orElse("").getBytes(StandardCharsets.US_ASCII),
        token.secretHash().getBytes(StandardCharsets.US_ASCII));
  }

  private static ApiException refused(String found, String expected) {
    return ApiException.unauthorized("join token: " + found + " (expected: " + expected + ")");
  }

  /**
   * A token just made.
   *
   * @param resource what is stored of it
   * @param token the whole token; shown once, in the answer to whoever asked for it
   */
  public record Minting(Resource resource, String token) {
    @Override
    public String toString() {
      return "Minting[" + resource + "]";
    }
  }

  /** Whom a token admits, and which token it is. */
  public record Admission(String tokenId, ResourceKey token, String serviceAccount) {
    /** The namespace it admits to. */
    public String namespace() {
      return token.namespace();
    }
  }
}
