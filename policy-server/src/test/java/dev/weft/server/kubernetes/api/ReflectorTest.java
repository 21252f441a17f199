package dev.weft.server.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.server.access.TestCa;
import dev.weft.server.kubernetes.TestApiServer;
import dev.weft.server.settings.KubernetesSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
class ReflectorTest {
  private static final String PODS = "/api/v1/pods";

  @TempDir private Path folder;
  private final RecordingSink sink = new RecordingSink();
  private TestApiServer api;
  private @Nullable Discovery discovery;

  @BeforeEach
  void start() throws Exception {
    api = TestApiServer.start(folder);
    put("a", "x", "1");
    put("b", "y", "2");
  }

  @AfterEach
  void stop() {
    if (discovery != null) {
      discovery.close();
    }
    api.close();
  }

  private void put(String namespace, String name, String value) {
    api.put(PODS, namespace, name, "", "'value':'" + value + "'");
  }

  private Discovery follow() {
    Discovery following =
        new Discovery(api.settings()).follow(PODS, RecordingSink::read, sink).start();
    discovery = following;
    return following;
  }

  private static long count(List<String> asked, String part) {
    return asked.stream().filter(it -> it.contains(part)).count();
  }

  private void awaitWatches(int number) throws InterruptedException {
    api.awaitAsked(asked -> count(asked, "watch=true") >= number);
  }

  private Discovery followAndWatch() throws Exception {
    Discovery following = follow();
    sink.await("a/x=1 b/y=2");
    awaitWatches(1);
    return following;
  }

  @Test
  void list_manyObjects_comesInPagesAndThenAllChanges() throws Exception {
    for (int i = 0; i < 1200; i++) {
      put("many", "p" + i, "v");
    }
    Discovery following = follow();
    sink.await(it -> it.size() == 1202);
    awaitWatches(1);
    assertThat(count(api.asked(), "limit=500")).isEqualTo(3);
    assertThat(sink.lists()).isEqualTo(1);
    assertThat(following.isListed()).isTrue();

    put("a", "x", "changed");
    api.delete(PODS, "b", "y");
    put("c", "z", "3");
    sink.await(it -> it.text().startsWith("a/x=changed c/z=3 many/"));
    assertThat(sink.size()).isEqualTo(1202);
  }

  @Test
  void watch_cutOffInTheMiddle_goesOnWhereItWas() throws Exception {
    followAndWatch();
    put("a", "x", "2");
    sink.await("a/x=2 b/y=2");

    api.cutWatches();
    awaitWatches(2);
    put("a", "x", "3");

    sink.await("a/x=3 b/y=2");
    assertThat(sink.lists()).isEqualTo(1);
    assertThat(api.asked().get(api.asked().size() - 1)).contains("resourceVersion=103");
  }

  @Test
  void watch_endedInGoodOrder_isTakenUpAgain() throws Exception {
    followAndWatch();

    api.endWatches();
    awaitWatches(2);
    api.delete(PODS, "a", "x");

    sink.await("b/y=2");
    assertThat(sink.lists()).isEqualTo(1);
  }

  @Test
  void bookmark_withoutChanges_movesWhereTheWatchGoesOn() throws Exception {
    followAndWatch();
    api.bookmark();

    api.endWatches();
    awaitWatches(2);

    assertThat(api.asked().get(api.asked().size() - 1)).contains("resourceVersion=103");
    assertThat(sink.lists()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void watch_historyForgotten_listsAgain(boolean inStream) throws Exception {
    if (inStream) {
      api.tellGoneInStream();
    }
    followAndWatch();
    api.answers(503);
    api.awaitAsked(asked -> count(asked, "watch=true") >= 2);
    api.delete(PODS, "a", "x");
    put("c", "z", "3");
    api.compact();
    api.answers(200);

    sink.await("b/y=2 c/z=3");
    assertThat(sink.lists()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 401, 403, 429, 500, 503})
  void server_refuses_leavesWhatIsKnown(int status) throws Exception {
    followAndWatch();
    api.answers(status);
    api.awaitAsked(asked -> count(asked, "watch=true") >= 3);

    assertThat(sink.text()).isEqualTo("a/x=1 b/y=2");
    assertThat(count(api.asked(), "moved")).isZero();
    put("a", "x", "9");
    api.answers(200);
    sink.await("a/x=9 b/y=2");
    assertThat(sink.lists()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[]",
        "{\"type\":\"ADDED\"}",
        "{\"type\":\"RENAMED\",\"object\":{\"metadata\":{\"name\":\"q\",\"resourceVersion\":\"1\"}}}",
        "{\"type\":\"ERROR\",\"object\":{\"code\":500}}"
      })
  void watch_lineThatIsNoEvent_endsItAndChangesNothing(String line) throws Exception {
    followAndWatch();
    api.send(PODS, line);
    awaitWatches(2);
    api.compact();
    api.answers(200);

    sink.await(it -> it.lists() == 2);
    assertThat(sink.text()).isEqualTo("a/x=1 b/y=2");
  }

  @Test
  void watch_lineTooLong_endsItAndChangesNothing() throws Exception {
    followAndWatch();
    api.send(PODS, "{\"padding\":\"" + "x".repeat(5 << 20) + "\"}");
    awaitWatches(2);

    assertThat(sink.text()).isEqualTo("a/x=1 b/y=2");
  }

  @Test
  void object_malformed_isLeftOutAndOthersAreThere() throws Exception {
    api.put(PODS, "a", "odd", "", "'other':'1'");
    followAndWatch();

    api.put(PODS, "b", "y", "", "'other':'1'");
    sink.await("a/x=1");
    put("b", "y", "3");
    sink.await("a/x=1 b/y=3");
    assertThat(sink.lists()).isEqualTo(1);
  }

  @Test
  void token_replaced_isShownFromTheNextRequestOn() throws Exception {
    Files.writeString(api.token(), "old");
    follow();
    api.awaitAsked(asked -> asked.size() >= 2);
    assertThat(sink.lists()).isZero();

    Files.writeString(api.token(), TestApiServer.TOKEN);
    sink.await("a/x=1 b/y=2");
  }

  @Test
  void server_ofAnotherCa_isNotAsked() throws Exception {
    Path other = TestCa.root("CN=other").write(folder.resolve("other.pem"));
    try (ApiClient client = new ApiClient(api.settings(other))) {
      assertThatThrownBy(() -> client.get(PODS, new ApiClient.Running()))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(ApiFailure.class);
    }
    assertThat(api.asked()).isEmpty();
  }

  @Test
  void server_underANameThatIsNotInItsCertificate_isNotAsked() throws Exception {
    KubernetesSettings.Api known = api.settings();
    URI other = URI.create(known.url().toString().replace("127.0.0.1", "localhost"));
    try (ApiClient client =
        new ApiClient(new KubernetesSettings.Api(other, known.ca(), known.token()))) {
      assertThatThrownBy(() -> client.get(PODS, new ApiClient.Running()))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(ApiFailure.class);
    }
    assertThat(api.asked()).isEmpty();
  }

  @Test
  void close_whileWatching_endsAtOnce() throws Exception {
    Discovery following = followAndWatch();

    following.close();

    put("c", "z", "3");
    assertThat(sink.text()).isEqualTo("a/x=1 b/y=2");
  }
}
