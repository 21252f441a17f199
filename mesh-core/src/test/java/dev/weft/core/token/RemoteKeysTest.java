package dev.weft.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.TestClock;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteKeysTest {
  private static final URI PLACE = URI.create("https://i/keys");
  private static final TestIssuer OLD = TestIssuer.of("ES256", "old");
  private static final TestIssuer NEW = TestIssuer.of("ES256", "new");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestClock clock = new TestClock();
  private final Map<URI, String> web = new HashMap<>();
  private final List<URI> fetches = new ArrayList<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final RemoteKeySources sources =
      new RemoteKeySources(this::fetch, tasks::add, clock, KeyCacheSettings.DEFAULT);
  private final KeySource keys = sources.at(PLACE, SECOND);

  @Test
  void keys_firstAsked_fetchedOnceForAll() {
    web.put(PLACE, TestIssuer.jwks(OLD));

    assertThat(kids("old")).isEmpty();
    assertThat(kids("old")).isEmpty();
    assertThat(tasks).hasSize(1);
    runTasks();

    assertThat(kids("old")).containsExactly("old");
    assertThat(tasks).isEmpty();
    assertThat(sources.at(PLACE, SECOND)).isSameAs(keys);
  }

  @Test
  void keys_threeQuartersOfTheirAge_refreshedAheadByOneCaller() {
    fetched(OLD);
    clock.advance(Duration.ofMinutes(14));
    assertThat(kids("old")).containsExactly("old");
    assertThat(tasks).isEmpty();

    clock.advance(Duration.ofMinutes(1));

    assertThat(kids("old")).containsExactly("old");
    assertThat(kids("old")).containsExactly("old");
    assertThat(tasks).hasSize(1);
    web.put(PLACE, TestIssuer.jwks(NEW));
    runTasks();
    assertThat(kids("new")).containsExactly("new");
  }

  @Test
  void keys_fetchFails_lastGoodOnesForABoundedTime() {
    fetched(OLD);
    web.clear();

    clock.advance(Duration.ofHours(24));
    assertThat(kids("old")).containsExactly("old");
    runTasks();
    assertThat(kids("old")).containsExactly("old");

    clock.advance(Duration.ofMinutes(20));
    assertThat(kids("old")).isEmpty();
  }

  @Test
  void keys_failuresInARow_triesGetRarer() {
    for (int wait : new int[] {1, 2, 4, 8, 16}) {
      assertThat(kids("old")).isEmpty();
      assertThat(tasks).hasSize(1);
      runTasks();
      clock.advance(Duration.ofSeconds(wait).minusMillis(1));
      assertThat(kids("old")).isEmpty();
      assertThat(tasks).isEmpty();
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(fetches).hasSize(5);
  }

  @Test
  void keys_unknownKid_fetchedAtMostOncePerInterval() {
    fetched(OLD);
    web.put(PLACE, TestIssuer.jwks(OLD, NEW));

    assertThat(kids("new")).containsExactly("old");
    assertThat(tasks).hasSize(1);
    runTasks();
    assertThat(kids("new")).containsExactly("old", "new");

    for (int i = 0; i < 100; i++) {
      assertThat(kids("stranger" + i)).hasSize(2);
    }
    assertThat(tasks).isEmpty();
    clock.advance(Duration.ofSeconds(30));
    assertThat(kids("stranger")).hasSize(2);
    assertThat(tasks).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"keys\": []}", "{\"keys\": [{\"kty\": \"oct\"}]}"})
  void keys_uselessAnswer_lastGoodOnesKept(String answer) {
    fetched(OLD);
    web.put(PLACE, answer);
    clock.advance(Duration.ofMinutes(16));

    assertThat(kids("old")).containsExactly("old");
    runTasks();

    assertThat(kids("old")).containsExactly("old");
  }

  @Test
  void keys_fetcherThrows_triedAgainLater() {
    KeyFetcher broken =
        (uri, timeout, maxBytes) -> {
          throw new IllegalStateException("a fault in the client");
        };
    KeySource source =
        new RemoteKeySources(broken, RemoteKeysTest::swallow, clock, KeyCacheSettings.DEFAULT)
            .at(PLACE, SECOND);

    assertThat(source.keys("k", JwsAlgorithm.ES256, SECOND).keys()).isEmpty();
    assertThat(source.keys("k", JwsAlgorithm.ES256, SECOND).keys()).isEmpty();
  }

  @Test
  void keys_executorRefuses_noKeysAndNoError() {
    KeySource source =
        new RemoteKeySources(
                this::fetch,
                task -> {
                  throw new RejectedExecutionException("shut down");
                },
                clock,
                KeyCacheSettings.DEFAULT)
            .at(PLACE, SECOND);

    assertThat(source.keys("k", JwsAlgorithm.ES256, SECOND).keys()).isEmpty();
  }

  @Test
  void keys_patience_heldUntilTheKeysAreThere() {
    web.put(PLACE, TestIssuer.jwks(OLD));
    KeySource source =
        new RemoteKeySources(
                this::fetch, task -> new Thread(task).start(), clock, KeyCacheSettings.DEFAULT)
            .at(PLACE, SECOND);

    assertThat(source.keys("old", JwsAlgorithm.ES256, Duration.ofMinutes(1)).keys())
        .extracting(Jwk::kid)
        .containsExactly("old");
  }

  @Test
  void keys_ofIssuer_whereTheIssuerSays() {
    web.put(
        URI.create("https://i/t/.well-known/openid-configuration"),
        "{\"issuer\": \"https://i/t/\", \"jwks_uri\": \"https://i/keys\"}");
    web.put(PLACE, TestIssuer.jwks(OLD));
    KeySource source = sources.ofIssuer("https://i/t/", SECOND);

    source.prepare();
    runTasks();

    assertThat(source.keys("old", JwsAlgorithm.ES256, Duration.ZERO).keys()).hasSize(1);
    assertThat(fetches).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "issuer-foo|",
        "file:///etc|",
        "https://i|[]",
        "https://i|{}",
        "https://i|{\"jwks_uri\": \"file:///etc/keys\"}",
        "https://i|{\"jwks_uri\": \"::\"}",
        "https://i|x",
      })
  void keys_ofIssuerWithoutAnAddress_noneAndNothingElseIsFetched(String example) {
    String[] parts = example.split("\\|", -1);
    web.put(URI.create("https://i/.well-known/openid-configuration"), parts[1]);
    KeySource source = sources.ofIssuer(parts[0], SECOND);

    source.prepare();
    runTasks();

    assertThat(source.keys("old", JwsAlgorithm.ES256, Duration.ZERO).keys()).isEmpty();
    assertThat(fetches).allMatch(uri -> uri.toString().startsWith("https://i/.well-known/"));
  }

  private void fetched(TestIssuer issuer) {
    web.put(PLACE, TestIssuer.jwks(issuer));
    keys.prepare();
    runTasks();
  }

  private byte[] fetch(URI uri, Duration timeout, int maxBytes) throws IOException {
    fetches.add(uri);
    String body = web.get(uri);
    if (body == null) {
      throw new IOException("unreachable");
    }
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private List<@Nullable String> kids(String kid) {
    List<@Nullable String> kids = new ArrayList<>();
    keys.keys(kid, JwsAlgorithm.ES256, Duration.ZERO).keys().forEach(it -> kids.add(it.kid()));
    return kids;
  }

  private void runTasks() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private static void swallow(Runnable task) {
    try {
      task.run();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("a fault in the client");
    }
  }
}
