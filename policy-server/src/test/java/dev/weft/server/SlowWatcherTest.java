package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.server.access.TestJson;
import dev.weft.server.resources.PolicyKinds;
import dev.weft.server.store.Database;
import dev.weft.server.store.EmbeddedDatabase;
import dev.weft.server.store.Plan;
import dev.weft.server.store.PrivateFiles;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Retention;
import dev.weft.server.store.Write;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Watches on a store with a past: some come too late, some read too slowly. */
@Timeout(240)
class SlowWatcherTest {
  private static final String SHOP =
      "/apis/security.istio.io/v1/namespaces/shop/authorizationpolicies";
  private static final int ROUNDS = 4;

  /** Fewer than may wait for one client. */
  private static final int ROUND = 1_500;

  private static final int RECEIVE_BUFFER = 4 * 1024;

  @TempDir Path temp;
  private TestServer server;
  private long newest;

  @BeforeEach
  void start() throws Exception {
    Path data = temp.resolve("data");
    PrivateFiles.createFolder(data);
    try (Database database = EmbeddedDatabase.open(data)) {
      ResourceStore store =
          new ResourceStore(database, InstantSource.system(), new Retention(5, 100, Set.of()));
      for (int round = 0; round < ROUNDS; round++) {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < ROUND; i++) {
          writes.add(new Write.Put(policy(round, i)));
        }
        store.change("filler", now -> Plan.of(writes));
      }
      newest = store.snapshot().revision();
    }
    server = TestServer.start(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Resource policy(int round, int index) {
    String name = "p" + round + "-" + index;
    JsonObject body =
        TestJson.object(
            ("{'apiVersion':'security.istio.io/v1','kind':'AuthorizationPolicy','metadata':{'name':"
                    + "'%s','namespace':'shop','uid':'%s','resourceVersion':'0','generation':1,"
                    + "'creationTimestamp':'2026-05-01T10:00:00Z','labels':{'round':'r%d'},"
                    + "'annotations':{'a':'%s'}},'spec':{}}")
                .formatted(name, name, round, "x".repeat(4_000)));
    return new Resource(
        PolicyKinds.AUTHORIZATION_POLICY.key("shop", name),
        name,
        0,
        0,
        1,
        Instant.parse("2026-05-01T10:00:00Z"),
        Optional.empty(),
        body);
  }

  private static String watch(long after) {
    return SHOP + "?watch=true&resourceVersion=" + after;
  }

  private static long version(String line) throws Exception {
    JsonObject event = (JsonObject) JsonReader.read(line);
    assertThat(event.string("type")).isEqualTo("DELETED");
    return Long.parseLong(
        String.valueOf(event.object("object").object("metadata").string("resourceVersion")));
  }

  /** Before the stream begins: a plain client sees it by the code alone. */
  @Test
  void watch_fromFurtherBackThanChangesAreAtHand_isGone() throws Exception {
    Answer answer = server.admin().get(watch(1));

    JsonObject status = answer.require(410);
    assertThat(status.string("kind")).isEqualTo("Status");
    assertThat(status.string("reason")).isEqualTo("Expired");
    assertThat(status.string("message")).contains("too old resource version: 1");
    try (Stream<String> stream =
        server.admin().lines(watch(newest - 1) + "&timeoutSeconds=1&allowWatchBookmarks=true")) {
      assertThat(stream.toList()).hasSize(2).first().asString().contains("ADDED");
    }
  }

  @Test
  void watch_readTooSlowly_isCutAndGoesOnLaterWhileOthersMissNothing() throws Exception {
    Client admin = server.admin();
    try (RawConnection slow =
            RawConnection.open(
                Client.tls(temp.resolve("data").resolve("ca.pem"), Optional.empty()),
                URI.create(server.url()).getPort(),
                RECEIVE_BUFFER);
        Stream<String> stream = server.admin().lines(watch(newest))) {
      slow.send(
          "GET "
              + watch(newest)
              + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + server.adminToken()
              + "\r\n\r\n");
      Iterator<String> good = stream.iterator();
      long last = 0;
      for (int round = 0; round < ROUNDS; round++) {
        admin.delete(SHOP + "?labelSelector=round%3Dr" + round).require(200);
        for (int i = 0; i < ROUND; i++) {
          last = version(good.next());
        }
      }
      assertThat(last).isEqualTo(newest + ROUNDS * ROUND);

      List<String> told = slow.read("GET").text().lines().toList();

      long reached = version(told.get(told.size() - 1));
      assertThat(reached).as("where it was cut").isLessThan(last);
      assertThat(told).hasSize((int) (reached - newest));
      if (last - reached <= 4_096) {
        try (Stream<String> rest = server.admin().lines(watch(reached) + "&timeoutSeconds=1")) {
          assertThat(rest.toList()).hasSize((int) (last - reached));
        }
      } else {
        assertThat(admin.get(watch(reached)).code()).isEqualTo(410);
      }
    }
  }
}
