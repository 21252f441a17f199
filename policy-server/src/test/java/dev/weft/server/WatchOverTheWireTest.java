package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Watches, as a plain HTTP client has them. */
@Timeout(60)
class WatchOverTheWireTest {
  private static final String SHOP =
      "/apis/security.istio.io/v1/namespaces/shop/authorizationpolicies";
  private static final String MERGE = "application/merge-patch+json";

  @TempDir Path temp;
  private TestServer server;
  private Client admin;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(temp.resolve("data"));
    admin = server.admin();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonObject make(String name, String tier) throws Exception {
    return admin
        .post(
            SHOP,
            "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\","
                + ("\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"tier\":\"" + tier)
                + "\"}},\"spec\":{\"rules\":[{}]}}")
        .require(201);
  }

  private void tier(String name, String tier) throws Exception {
    String patch = "{\"metadata\":{\"labels\":{\"tier\":\"" + tier + "\"}}}";
    admin.send("PATCH", SHOP + "/" + name, MERGE, patch).require(200);
  }

  private static String version(JsonObject resource) {
    return String.valueOf(resource.object("metadata").string("resourceVersion"));
  }

  /** For example {@code ADDED p}. */
  private static String told(Iterator<String> lines) throws Exception {
    JsonObject event = (JsonObject) JsonReader.read(lines.next());
    String name = event.object("object").object("metadata").string("name");
    return event.string("type") + (name == null ? "" : " " + name);
  }

  @Test
  void watch_tellsOfEveryChange() throws Exception {
    make("p", "gold");
    try (Stream<String> stream = admin.lines(SHOP + "?watch=true")) {
      Iterator<String> lines = stream.iterator();
      assertThat(told(lines)).isEqualTo("ADDED p");
      make("q", "gold");
      assertThat(told(lines)).isEqualTo("ADDED q");
      tier("p", "iron");
      assertThat(told(lines)).isEqualTo("MODIFIED p");
      admin.delete(SHOP + "/p").require(200);
      assertThat(told(lines)).isEqualTo("DELETED p");
    }
  }

  @Test
  void watch_bySelector_toldOfComingAndLeaving() throws Exception {
    String since = version(make("p", "iron"));
    String path = SHOP + "?watch=true&labelSelector=tier%3Dgold&resourceVersion=" + since;
    try (Stream<String> stream = admin.lines(path)) {
      Iterator<String> lines = stream.iterator();
      tier("p", "gold");
      assertThat(told(lines)).isEqualTo("ADDED p");
      tier("p", "iron");
      assertThat(told(lines)).isEqualTo("DELETED p");
      tier("p", "lead");
      make("q", "gold");
      assertThat(told(lines)).isEqualTo("ADDED q");
    }
  }

  @Test
  void watch_resumed_missesNothing() throws Exception {
    String since = version(make("p", "gold"));
    make("q", "gold");
    admin.delete(SHOP + "/p").require(200);
    try (Stream<String> stream = admin.lines(SHOP + "?watch=true&resourceVersion=" + since)) {
      Iterator<String> lines = stream.iterator();
      assertThat(told(lines)).isEqualTo("ADDED q");
      assertThat(told(lines)).isEqualTo("DELETED p");
    }
  }

  @Test
  void watch_timeout_endsWithABookmarkIfWanted() throws Exception {
    make("p", "gold");
    String since = version(make("q", "gold"));
    String path = SHOP + "?watch=true&timeoutSeconds=1&resourceVersion=" + since;

    try (Stream<String> plain = admin.lines(path);
        Stream<String> marked = admin.lines(path + "&allowWatchBookmarks=true")) {
      assertThat(plain.toList()).isEmpty();
      assertThat(marked.toList())
          .singleElement()
          .satisfies(
              it -> assertThat(it).contains("BOOKMARK", "\"resourceVersion\":\"" + since + "\""));
    }
  }

  @Test
  void watch_withInitialEvents_saysWhereTheyEnd() throws Exception {
    make("p", "gold");
    String path =
        SHOP
            + "?watch=true&sendInitialEvents=true&allowWatchBookmarks=true"
            + "&resourceVersionMatch=NotOlderThan";
    try (Stream<String> stream = admin.lines(path)) {
      Iterator<String> lines = stream.iterator();
      assertThat(told(lines)).isEqualTo("ADDED p");
      assertThat(lines.next()).contains("BOOKMARK", "\"k8s.io/initial-events-end\":\"true\"");
      make("q", "gold");
      assertThat(told(lines)).isEqualTo("ADDED q");
    }
    assertThat(admin.get(SHOP + "?watch=true&sendInitialEvents=true").code()).isIn(400, 422);
  }

  @Test
  void watch_ofTheFuture_isRefused() throws Exception {
    assertThat(admin.get(SHOP + "?watch=true&resourceVersion=999999").code()).isEqualTo(504);
  }

  @Test
  void shutdown_endsEveryWatch() throws Exception {
    make("p", "gold");
    try (Stream<String> stream = admin.lines(SHOP + "?watch=true")) {
      Iterator<String> lines = stream.iterator();
      assertThat(told(lines)).isEqualTo("ADDED p");

      server.restart();

      assertThat(lines.hasNext()).isFalse();
    }
  }
}
