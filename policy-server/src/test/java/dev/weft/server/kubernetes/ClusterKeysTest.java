package dev.weft.server.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.token.JwkSet;
import dev.weft.core.token.JwsAlgorithm;
import dev.weft.core.token.KeySource;
import dev.weft.server.kubernetes.TestCluster.IssuerKey;
import dev.weft.server.settings.KubernetesSettings.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterKeysTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static IssuerKey first;
  private static IssuerKey second;

  @TempDir private Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private TestKeyEndpoint endpoint;

  @BeforeAll
  static void makeKeys() throws Exception {
    first = IssuerKey.rsa("k1");
    second = IssuerKey.rsa("k2");
  }

  @BeforeEach
  void start() throws Exception {
    endpoint = TestKeyEndpoint.start(folder);
    endpoint.answers(200, TestCluster.jwks(first));
  }

  @AfterEach
  void stop() {
    endpoint.close();
  }

  private KeySource remote(Optional<Path> ca, Optional<Path> token) throws Exception {
    return ClusterKeys.of(new Keys.Url(endpoint.url(), ca, token), now::get);
  }

  private static List<String> names(KeySource keys, String wanted) {
    JwkSet found = keys.keys(wanted, JwsAlgorithm.RS256, PATIENCE);
    return found.keys().stream().map(it -> String.valueOf(it.kid())).toList();
  }

  private void pass(Duration time) {
    now.updateAndGet(it -> it.plus(time));
  }

  @Test
  void url_withItsCa_givesTheKeysAndShowsNothing() throws Exception {
    assertThat(names(remote(Optional.of(endpoint.ca()), Optional.empty()), "k1"))
        .containsExactly("k1");
    assertThat(endpoint.credentials()).containsOnly("");
  }

  @Test
  void url_ofAnotherCa_givesNone() throws Exception {
    assertThat(names(remote(Optional.empty(), Optional.empty()), "k1")).isEmpty();
    assertThat(endpoint.credentials()).isEmpty();
  }

  @Test
  void url_withTokenFile_showsTheTokenThatIsThereAtEachFetch() throws Exception {
    Path token = Files.writeString(folder.resolve("api-token"), "one\n");
    KeySource keys = remote(Optional.of(endpoint.ca()), Optional.of(token));
    assertThat(names(keys, "k1")).containsExactly("k1");
    Files.writeString(token, "two");
    pass(Duration.ofMinutes(21));

    assertThat(names(keys, "k1")).containsExactly("k1");
    assertThat(endpoint.credentials()).containsExactly("Bearer one", "Bearer two");
    Files.writeString(token, "t\r\nx-injected: 1");
    pass(Duration.ofMinutes(21));
    assertThat(names(keys, "k1")).as("the last good ones").containsExactly("k1");
    assertThat(endpoint.credentials()).hasSize(2);
  }

  @Test
  void url_unknownKey_isFetchedAnewOnceInHalfAMinute() throws Exception {
    KeySource keys = remote(Optional.of(endpoint.ca()), Optional.empty());
    assertThat(names(keys, "k1")).containsExactly("k1");
    endpoint.answers(200, TestCluster.jwks(second, first));

    assertThat(names(keys, "k2")).containsExactly("k2", "k1");
    int asked = endpoint.credentials().size();
    for (int i = 0; i < 100; i++) {
      assertThat(names(keys, "strange-" + i)).containsExactly("k2", "k1");
    }
    assertThat(endpoint.credentials()).hasSize(asked);
  }

  @Test
  void url_withdrawnKey_isGoneAfterTwentyMinutes() throws Exception {
    KeySource keys = remote(Optional.of(endpoint.ca()), Optional.empty());
    assertThat(names(keys, "k1")).containsExactly("k1");
    endpoint.answers(200, TestCluster.jwks(second));
    pass(Duration.ofMinutes(20));

    assertThat(names(keys, "k1")).containsExactly("k2");
  }

  @ParameterizedTest
  @CsvSource({"500,{}", "401,{}", "302,{}", "200,nonsense", "200,{}", "200,{\"keys\":[]}"})
  void url_badAnswers_leaveTheLastGoodKeysForADay(int status, String body) throws Exception {
    KeySource keys = remote(Optional.of(endpoint.ca()), Optional.empty());
    assertThat(names(keys, "k1")).containsExactly("k1");
    endpoint.answers(status, body);
    pass(Duration.ofHours(24));

    assertThat(names(keys, "k1")).containsExactly("k1");
    pass(Duration.ofMinutes(20));
    assertThat(names(keys, "k1")).isEmpty();
  }

  @Test
  void url_setTooLarge_isNotTaken() throws Exception {
    String set = TestCluster.jwks(first);
    endpoint.answers(
        200, set.replace("{\"keys\"", "{\"x\":\"" + "x".repeat(300_000) + "\",\"keys\""));

    assertThat(names(remote(Optional.of(endpoint.ca()), Optional.empty()), "k1")).isEmpty();
  }

  @Test
  void url_nobodyThere_givesNone() throws Exception {
    endpoint.close();

    assertThat(names(remote(Optional.of(endpoint.ca()), Optional.empty()), "k1")).isEmpty();
  }

  @Test
  void url_caOrTokenFileMissing_isAnErrorAtStart() {
    Optional<Path> missing = Optional.of(folder.resolve("missing"));

    assertThatThrownBy(() -> remote(missing, Optional.empty()))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("missing");
    assertThatThrownBy(() -> remote(Optional.of(endpoint.ca()), missing))
        .isInstanceOf(IOException.class);
  }

  @Test
  void file_replaced_isReadAgainAndLastGoodKeysHold() throws Exception {
    Path file = Files.writeString(folder.resolve("keys.json"), TestCluster.jwks(first));
    KeySource keys = ClusterKeys.of(new Keys.File(file), now::get);
    assertThat(names(keys, "k1")).containsExactly("k1");

    Path next = Files.writeString(folder.resolve("next.json"), TestCluster.jwks(second));
    Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(names(keys, "k1")).containsExactly("k2");

    Files.writeString(file, "{\"keys\":[{");
    assertThat(names(keys, "k2")).containsExactly("k2");
    Files.delete(file);
    assertThat(names(keys, "k2")).containsExactly("k2");
    Files.writeString(file, "{\"keys\":[]}");
    assertThat(names(keys, "k2")).as("taken at its word").isEmpty();
  }

  @Test
  void file_withoutKeys_isAnErrorAtStart() throws Exception {
    Path file = folder.resolve("keys.json");

    assertThatThrownBy(() -> ClusterKeys.of(new Keys.File(file), now::get))
        .isInstanceOf(IOException.class);
    for (String text : List.of("nonsense", "{}", "{\"keys\":[]}")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> ClusterKeys.of(new Keys.File(file), now::get))
          .isInstanceOf(GeneralSecurityException.class)
          .hasMessageContaining("keys.json");
    }
  }
}
