package dev.weft.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.server.audit.AuditLog;
import dev.weft.server.audit.AuditRecord;
import dev.weft.server.ca.CertificateAuthority;
import dev.weft.server.http.ApiException;
import dev.weft.server.resources.DeleteConditions;
import dev.weft.server.resources.ResourceWriter;
import dev.weft.server.resources.WriteOptions;
import dev.weft.server.resources.WriteOptions.Effect;
import dev.weft.server.resources.apply.Force;
import dev.weft.server.store.Database;
import dev.weft.server.store.EmbeddedDatabase;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Retention;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTokensTest {
  private static final DeleteConditions NO_CONDITIONS =
      new DeleteConditions(Optional.empty(), Optional.empty(), Effect.STORED);

  @TempDir Path temp;
  private Instant now = Instant.parse("2026-05-01T10:00:00Z");
  private final InstantSource clock = () -> now;
  private Database database;
  private JoinTokens tokens;
  private ResourceStore store;
  private ResourceWriter api;

  @BeforeEach
  void open() throws Exception {
    database = EmbeddedDatabase.open(temp);
    CertificateAuthority ca =
        CertificateAuthority.open(temp, Optional.empty(), "weft.local", clock);
    store = new ResourceStore(database, clock, new Retention(10, 100, Set.of()));
    tokens = new JoinTokens(store, ca.bundle().get(0), clock);
    api = new ResourceWriter(JoinTokenKind.of(tokens), store, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static WriteOptions options(Effect effect) {
    return new WriteOptions("admin", "test", Force.NO, effect);
  }

  private List<Resource> stored() {
    return List.copyOf(store.snapshot().list(JoinTokens.GROUP, JoinTokens.KIND, "shop"));
  }

  private JsonObject mint(String spec) {
    return api.create("shop", resource(spec), options(Effect.STORED));
  }

  private static JsonObject resource(String spec) {
    try {
      return (JsonObject)
          JsonReader.read(
              "{\"apiVersion\":\"weft.dev/v1\",\"kind\":\"JoinToken\",\"metadata\":{\"name\":\"t\"},"
                  + "\"spec\":"
                  + spec
                  + "}");
    } catch (JsonFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String token(JsonObject minted) {
    return String.valueOf(minted.object("status").string("token"));
  }

  private boolean spend(String token) {
    try {
      tokens.spend(
          tokens.check(token, () -> {}), AuditRecord.event("x", AuditLog.SVID_ISSUE, "x", ""));
      return true;
    } catch (ApiException e) {
      assertThat(e.code()).isEqualTo(401);
      return false;
    }
  }

  @Test
  void spend_byManyAtOnce_neverGrantsMoreThanMinted() throws Exception {
    String token = token(mint("{\"serviceAccount\":\"orders\",\"uses\":7}"));
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Boolean>> attempts = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      attempts.add(
          threads.submit(
              () -> {
                go.await();
                return spend(token);
              }));
    }
    go.countDown();
    int granted = 0;
    for (Future<Boolean> attempt : attempts) {
      granted += attempt.get() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(granted).isEqualTo(7);
    assertThat(AuditLog.newest(database, 100))
        .filteredOn(it -> it.action().equals(AuditLog.SVID_ISSUE))
        .hasSize(7);
  }

  @Test
  void spend_afterAdmissionButBeforeExpiryPassed_isRefused() {
    String token = token(mint("{\"serviceAccount\":\"orders\",\"ttl\":\"30s\"}"));
    JoinTokens.Admission admission = tokens.check(token, () -> {});

    now = now.plusSeconds(30);

    assertThatThrownBy(
            () -> tokens.spend(admission, AuditRecord.event("x", AuditLog.SVID_ISSUE, "x", "")))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("expired");
  }

  @Test
  void create_answer_aloneShowsTheToken() {
    JsonObject minted = mint("{\"serviceAccount\":\"orders\"}");

    assertThat(token(minted)).matches("weft-join-v1\\.[^.]+\\.[^.]{43}\\.[^.]{43}");
    assertThat(stored().get(0).body().object("status").members()).doesNotContainKey("token");
    assertThat(stored().get(0).body().toString()).doesNotContain(token(minted));
  }

  @Test
  void create_dryRun_mintsNothing() {
    JsonObject answer =
        api.create("shop", resource("{\"serviceAccount\":\"orders\"}"), options(Effect.DRY_RUN));

    assertThat(answer.object("status").members()).doesNotContainKey("token");
    assertThat(stored()).isEmpty();
  }

  @Test
  void delete_token_endsIt() {
    String token = token(mint("{\"serviceAccount\":\"orders\"}"));

    api.delete("shop", "t", NO_CONDITIONS, options(Effect.STORED));

    assertThat(spend(token)).isFalse();
  }

  @Test
  void prune_longExpired_isForgotten() {
    mint("{\"serviceAccount\":\"orders\",\"ttl\":\"1h\"}");
    now = now.plusSeconds(26 * 3600);

    tokens.prune();

    assertThat(stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"serviceAccount\":\"Orders\"}",
        "{\"serviceAccount\":1}",
        "{\"serviceAccount\":\"orders\",\"ttl\":\"soon\"}",
        "{\"serviceAccount\":\"orders\",\"ttl\":\"0s\"}",
        "{\"serviceAccount\":\"orders\",\"ttl\":3600}",
        "{\"serviceAccount\":\"orders\",\"uses\":0}",
        "{\"serviceAccount\":\"orders\",\"uses\":1.5}",
        "{\"serviceAccount\":\"orders\",\"uses\":\"1\"}",
        "{\"serviceAccount\":\"orders\",\"use\":1}"
      })
  void create_badSpec_isRefused(String spec) {
    assertThatThrownBy(() -> mint(spec))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(422));
    assertThat(stored()).isEmpty();
  }
}
