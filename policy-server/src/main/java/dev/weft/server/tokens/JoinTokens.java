package dev.weft.server.tokens;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.audit.AuditLog;
import dev.weft.server.audit.AuditRecord;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Cause;
import dev.weft.server.resources.Envelope;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.store.Database;
import dev.weft.server.store.Revisions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Join tokens: minted by people, spent by workloads. Each use is counted durably before anything is
 * given for it, and never more uses are granted than were minted.
 */
public final class JoinTokens {
  /** The kind as people know it. */
  public static final ResourceKind KIND =
      new ResourceKind("weft.dev", "v1", "JoinToken", "jointokens", JoinTokenSpec::check);

  private static final Duration KEPT_AFTER_END = Duration.ofDays(1);

  private final Database database;
  private final X509Certificate root;
  private final InstantSource clock;

  public JoinTokens(Database database, X509Certificate root, InstantSource clock) {
    this.database = database;
    this.root = root;
    this.clock = clock;
  }

  /** Mints a token. This answer alone shows it. */
  public JsonObject create(String actor, String namespace, JsonObject body, boolean dryRun) {
    Envelope sent = Envelope.read(KIND, namespace, body);
    List<Cause> causes =
        KIND.validator()
            .check(body.with("metadata", JsonObject.builder().put("namespace", namespace).build()));
    if (!causes.isEmpty()) {
      throw ApiException.invalid(KIND.kind(), causes);
    }
    JoinTokenSpec spec = JoinTokenSpec.of(body);
    TokenString token = TokenString.make(root);
    String name = sent.name().orElse("join-" + token.id());
    Instant now = clock.instant();
    JoinToken minted =
        database.exclusively(
            () -> {
              JoinToken draft = draft(namespace, name, spec, token, now, 0);
              if (database
                  .read(handle -> JoinTokenTable.find(handle, namespace, name))
                  .isPresent()) {
                throw new ApiException(
                    409, KIND.qualified() + " \"" + name + "\" already exists in " + namespace);
              }
              return dryRun
                  ? draft
                  : database.write(
                      handle -> {
                        long revision = Revisions.next(handle);
                        JoinToken made = draft(namespace, name, spec, token, now, revision);
                        JoinTokenTable.insert(handle, made);
                        audit(handle, now, actor, "jointoken.create", made, revision);
                        return made;
                      });
            });
    if (dryRun) {
      return minted.resource();
    }
    return minted
        .resource()
        .with("status", minted.status().with("token", new JsonString(token.reveal())));
  }

  /** The tokens of one namespace, without their secrets. */
  public JsonObject list(String namespace) {
    List<JsonValue> items = new ArrayList<>();
    long revision =
        database.read(
            handle -> {
              JoinTokenTable.list(handle, namespace).forEach(it -> items.add(it.resource()));
              return Revisions.current(handle);
            });
    return JsonObject.builder()
        .put("apiVersion", KIND.apiVersion())
        .put("kind", KIND.kind() + "List")
        .put(
            "metadata",
            JsonObject.builder().put("resourceVersion", String.valueOf(revision)).build())
        .put("items", new JsonArray(items))
        .build();
  }

  /** One token, without its secret. */
  public JsonObject get(String namespace, String name) {
    return database
        .read(handle -> JoinTokenTable.find(handle, namespace, name))
        .orElseThrow(() -> notFound(namespace, name))
        .resource();
  }

  /** Deletes a token: nobody can join with it any more. */
  public JsonObject delete(String actor, String namespace, String name, boolean dryRun) {
    Instant now = clock.instant();
    JoinToken gone =
        database.write(
            handle -> {
              JoinToken token =
                  JoinTokenTable.find(handle, namespace, name)
                      .orElseThrow(() -> notFound(namespace, name));
              if (!dryRun) {
                JoinTokenTable.delete(handle, token.id());
                audit(handle, now, actor, "jointoken.delete", token, Revisions.next(handle));
              }
              return token;
            });
    return JsonObject.builder()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("metadata", JsonObject.EMPTY)
        .put("status", "Success")
        .put(
            "details",
            JsonObject.builder()
                .put("name", name)
                .put("group", KIND.group())
                .put("kind", KIND.plural())
                .put("uid", gone.uid())
                .build())
        .build();
  }

  /**
   * Whom {@code text} would admit now. Nothing is spent.
   *
   * @throws ApiException 401 when it is no token, or one that is spent, expired or unknown
   */
  public Admission check(String text) {
    TokenString token =
        TokenString.parse(text).orElseThrow(() -> refused("malformed", "a token as it was minted"));
    JoinToken known =
        database
            .read(handle -> JoinTokenTable.byId(handle, token.id()))
            .filter(it -> isSecretOf(it, token))
            .orElseThrow(() -> refused("unknown", "a token minted by this server"));
    requireUsable(known);
    return new Admission(known.id(), known.namespace(), known.serviceAccount());
  }

  /**
   * Spends one use and records {@code entry}, both durably or neither.
   *
   * @throws ApiException 401 when the last use went to somebody else meanwhile
   */
  public void spend(Admission admission, AuditRecord entry) {
    Instant now = clock.instant();
    database.<Integer>write(
        handle -> {
          int spent = JoinTokenTable.spend(handle, admission.tokenId(), now);
          if (spent == 0) {
            throw JoinTokenTable.byId(handle, admission.tokenId())
                .map(this::unusable)
                .orElseGet(() -> refused("unknown", "a token minted by this server"));
          }
          AuditLog.append(handle, now, entry);
          return spent;
        });
  }

  /** Drops tokens that ended a while ago. */
  public void prune() {
    Instant before = clock.instant().minus(KEPT_AFTER_END);
    database.<Integer>write(handle -> JoinTokenTable.deleteExpired(handle, before));
  }

  private void requireUsable(JoinToken token) {
    if (token.usesLeft() <= 0 || !clock.instant().isBefore(token.expires())) {
      throw unusable(token);
    }
  }

  private ApiException unusable(JoinToken token) {
    return clock.instant().isBefore(token.expires())
        ? refused("spent", "one with uses left; mint a new one")
        : refused("expired at " + token.expires(), "one still good; mint a new one");
  }

  private static boolean isSecretOf(JoinToken known, TokenString token) {
    return MessageDigest.isEqual(
        known.secretHash().getBytes(StandardCharsets.US_ASCII),
        token.secretHash().getBytes(StandardCharsets.US_ASCII));
  }

  private static JoinToken draft(
      String namespace,
      String name,
      JoinTokenSpec spec,
      TokenString token,
      Instant now,
      long revision) {
    return new JoinToken(
        token.id(),
        namespace,
        name,
        UUID.randomUUID().toString(),
        spec.serviceAccount(),
        token.secretHash(),
        spec.uses(),
        spec.uses(),
        now,
        now.plus(spec.ttl()),
        revision);
  }

  private static void audit(
      Handle handle, Instant now, String actor, String action, JoinToken token, long revision) {
    AuditLog.append(
        handle,
        now,
        AuditRecord.change(actor, action, token.namespace() + "/" + token.name(), null, revision));
  }

  private static ApiException refused(String found, String expected) {
    return ApiException.unauthorized("join token: " + found + " (expected: " + expected + ")");
  }

  private static ApiException notFound(String namespace, String name) {
    return new ApiException(404, KIND.qualified() + " \"" + name + "\" not found in " + namespace);
  }

  /** Whom a token admits, and which token it is. */
  public record Admission(String tokenId, String namespace, String serviceAccount) {}
}
