package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.server.settings.StoreSettings;
import dev.weft.server.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  private static final String TOKENS = "/apis/weft.dev/v1/namespaces/shop/jointokens";

  @TempDir Path temp;

  @Test
  void start_first_printsThePathsOnceAndProtectsEveryFile() throws Exception {
    Path data = temp.resolve("data");
    try (ServerProcess server = ServerProcess.start(data)) {
      assertThat(server.printed())
          .hasSize(3)
          .contains(
              "ca certificate: " + data.resolve("ca.pem"),
              "admin token: " + data.resolve("admin.token"));
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.toList()) {
          String expected = Files.isDirectory(file) ? "rwx------" : "rw-------";
          assertThat(
                  PosixFilePermissions.toString(
                      Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)))
              .as(file.toString())
              .isEqualTo(expected);
        }
      }
      server.terminate();
    }
    try (ServerProcess again = ServerProcess.start(data)) {
      assertThat(again.printed()).hasSize(1);
    }
  }

  @Test
  void run_wholeLife_neverTellsASecret() throws Exception {
    Path data = temp.resolve("data");
    try (ServerProcess server = ServerProcess.start(data)) {
      String body =
          "{\"apiVersion\":\"weft.dev/v1\",\"kind\":\"JoinToken\",\"metadata\":{\"name\":\"t\"},"
              + "\"spec\":{\"serviceAccount\":\"orders\"}}";
      Answer minted = server.admin().post(TOKENS, body);
      String token = String.valueOf(minted.require(201).object("status").string("token"));
      String secret = List.of(token.split("\\.", -1)).get(2);
      Svid.join(server.anonymous(), token);
      Client joined = server.anonymous().with("Authorization", "Bearer " + token);
      assertThat(joined.post("/mesh/v1/svid", "{\"csr\":\"x\"}").code()).isEqualTo(401);

      assertThat(server.admin().get(TOKENS + "/t").require(200).toString()).doesNotContain(secret);
      assertThat(server.admin().get(TOKENS).require(200).toString()).doesNotContain(secret);
      int code = server.terminate();

      String admin = Files.readString(data.resolve("admin.token")).strip();
      assertThat(code).isEqualTo(143);
      assertThat(server.log()).contains("svid issued").doesNotContain(secret, admin);
      assertThat(String.join("\n", server.printed())).doesNotContain(secret, admin);
      byte[] stored = Files.readAllBytes(data.resolve("weft.db"));
      assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(secret, admin);
    }
  }

  @Test
  void start_unknownSetting_exitsWithTwoAndSaysWhich() throws Exception {
    Path log = temp.resolve("log");

    int code = ServerProcess.launch(Map.of("WEFT_LISTN", "x"), log).waitFor();

    assertThat(code).isEqualTo(2);
    assertThat(Files.readString(log)).contains("unknown setting: weft.listn");
  }

  @Test
  void start_malformedSettingInFile_exitsWithTwoAndSaysWhich() throws Exception {
    Path log = temp.resolve("log");
    Path config = Files.writeString(temp.resolve("weft.yaml"), "svid:\n  ttl: soon\n");

    int code = ServerProcess.launch(Map.of(), log, config.toString()).waitFor();

    assertThat(code).isEqualTo(2);
    assertThat(Files.readString(log)).contains("weft.svid.ttl: soon");
  }

  @Test
  void start_secondServerOnTheSameFolder_isRefused() throws Exception {
    Path data = temp.resolve("data");
    Path log = temp.resolve("log");
    try (ServerProcess first = ServerProcess.start(data)) {
      Map<String, String> same =
          Map.of("WEFT_DATA_DIR", data.toString(), "WEFT_LISTEN", "127.0.0.1:0");

      assertThat(ServerProcess.launch(same, log).waitFor()).isEqualTo(1);
      assertThat(Files.readString(log)).contains("in use by another policy server");
      assertThat(first.anonymous().get("/healthz").code()).isEqualTo(200);
    }
  }

  private int run(Path log, Map<String, String> environment, String... arguments) throws Exception {
    return ServerProcess.launch(environment, log, arguments).waitFor();
  }

  @Test
  void backup_ofARunningServer_isRestoredWithItsCa() throws Exception {
    Path log = temp.resolve("log");
    Path file = temp.resolve("weft.backup");
    Path data = temp.resolve("data");
    Path copy = temp.resolve("copy");
    StoreSettings store = StoreSettings.EMBEDDED;
    Svid svid;
    try (ServerProcess server = ServerProcess.start(data)) {
      server.admin().post(PolicyWriters.PATH, PolicyWriters.policy("p", "v")).require(201);
      svid = joined(server);

      assertThat(run(log, ServerProcess.environment(data, store), "backup", "" + file, "--with-ca"))
          .as(Files.readString(log))
          .isZero();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(run(log, ServerProcess.environment(data, store), "restore", "" + file))
          .isEqualTo(1);
      assertThat(Files.readString(log)).contains("in use by another policy server");
    }
    assertThat(run(log, ServerProcess.environment(copy, store), "restore", "" + file))
        .as(Files.readString(log))
        .isZero();
    try (ServerProcess restored = ServerProcess.start(copy)) {
      assertThat(StoredPolicies.read(restored.admin()).byName()).containsOnlyKeys("p");
      assertThat(restored.workload(svid).get("/mesh/v1/config").code()).isEqualTo(200);
      assertThat(restored.log()).doesNotContain("ERROR");
    }
  }

  private static Svid joined(ServerProcess server) throws Exception {
    String body =
        "{\"apiVersion\":\"weft.dev/v1\",\"kind\":\"JoinToken\",\"metadata\":{},"
            + "\"spec\":{\"serviceAccount\":\"orders\"}}";
    Answer minted = server.admin().post(TOKENS, body);
    return Svid.join(
        server.anonymous(), String.valueOf(minted.require(201).object("status").string("token")));
  }

  @Test
  void backup_ofASharedStore_carriesTheSealedCaIntoADataFolder() throws Exception {
    Path log = temp.resolve("log");
    Path file = temp.resolve("weft.backup");
    Path data = temp.resolve("data");
    Path copy = temp.resolve("copy");
    StoreSettings store = TestStore.POSTGRESQL.fresh(temp).settings();
    Svid svid;
    String admin;
    try (ServerProcess server = ServerProcess.start(data, store)) {
      svid = joined(server);
      admin = Files.readString(data.resolve("admin.token")).strip();
      assertThat(run(log, ServerProcess.environment(data, store), "backup", "" + file))
          .as(Files.readString(log))
          .isZero();
      assertThat(server.terminate()).isEqualTo(143);
      assertThat(server.log())
          .doesNotContain(admin, store.secret().orElseThrow().reveal(), "ERROR");
    }
    Map<String, String> embedded =
        new HashMap<>(ServerProcess.environment(copy, StoreSettings.EMBEDDED));
    assertThat(run(log, embedded, "restore", "" + file)).isEqualTo(1);
    assertThat(Files.readString(log)).contains("weft.store.secret.file");

    embedded.put("WEFT_STORE_SECRET", store.secret().orElseThrow().reveal());
    assertThat(run(log, embedded, "restore", "" + file)).as(Files.readString(log)).isZero();
    try (ServerProcess restored = ServerProcess.start(copy)) {
      assertThat(restored.workload(svid).get("/mesh/v1/config").code()).isEqualTo(200);
    }
  }

  @Test
  void start_sharedStoreWithoutASecret_exitsWithOneAndSaysWhatToSet() throws Exception {
    Path log = temp.resolve("log");
    Map<String, String> environment =
        new HashMap<>(
            ServerProcess.environment(
                temp.resolve("data"), TestStore.POSTGRESQL.fresh(temp).settings()));
    environment.remove("WEFT_STORE_SECRET");

    assertThat(run(log, environment)).isEqualTo(1);
    assertThat(Files.readString(log)).contains("weft.store.secret.file: not set");
  }

  @Test
  void start_otherSecret_exitsWithOneAndSaysWhich() throws Exception {
    Path log = temp.resolve("log");
    Map<String, String> environment =
        new HashMap<>(
            ServerProcess.environment(
                temp.resolve("data"), TestStore.POSTGRESQL.fresh(temp).settings()));
    Process first = ServerProcess.launch(environment, log);
    assertThat(first.inputReader().lines().anyMatch(it -> it.startsWith("listening"))).isTrue();
    first.destroy();
    environment.put("WEFT_STORE_SECRET", "quite another secret");

    assertThat(run(log, environment)).isEqualTo(1);
    assertThat(Files.readString(log))
        .contains("weft.store.secret: does not open")
        .doesNotContain("quite another");
  }

  @Test
  void backup_wrongArguments_exitsWithTwoAndShowsTheUsage() throws Exception {
    Path log = temp.resolve("log");

    assertThat(run(log, Map.of(), "backup")).isEqualTo(2);
    assertThat(run(log, Map.of(), "restore", "f", "--with-ca")).isEqualTo(2);
    assertThat(Files.readString(log)).contains("backup FILE [--with-ca] [--config FILE]");
  }
}
