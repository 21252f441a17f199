package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
}
