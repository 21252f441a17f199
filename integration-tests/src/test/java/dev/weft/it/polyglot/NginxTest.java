package dev.weft.it.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.InstalledPrograms;
import dev.weft.it.harness.NeedsPrograms;
import dev.weft.it.harness.ProgramProcess;
import dev.weft.it.harness.ProgramProcess.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** nginx behind the proxy, asked by curl: what HTTP servers do with connections and bodies. */
@NeedsPrograms({"nginx", "curl", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NginxTest {
  private static final byte[] FILE = new byte[16 << 20];

  private Path folder;
  private NginxServer nginx;
  private ProxiedLink link;

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    folder = shared;
    new Random(1).nextBytes(FILE);
    nginx = NginxServer.start(folder);
    nginx.put("open", "for-one-pair-of-eyes\n".getBytes(StandardCharsets.US_ASCII));
    nginx.put("closed", "secret".getBytes(StandardCharsets.US_ASCII));
    nginx.put("file", FILE);
    String rule = "{\"to\":[{\"operation\":{\"paths\":[\"/closed\"]}}]}";
    link = ProxiedLink.denying(folder, rule, nginx.port(), List.of("http"));
  }

  @AfterAll
  void stop() throws IOException {
    link.assertSecret("for-one-pair-of-eyes");
    link.close();
    nginx.close();
  }

  @Test
  void requests_ofOneClient_shareOneConnectionToTheServer() throws IOException {
    Ended curl = curl("-v", url("/open?first"), url("/open?second"));

    assertThat(curl.stdout()).isEqualTo("for-one-pair-of-eyes\n".repeat(2));
    assertThat(curl.stderr()).containsPattern("Re-using existing .*connection");
    List<String> lines = logged("/open?first", "/open?second");
    assertThat(lines.get(0)).matches("\\d+ 1 .*");
    String connection = lines.get(0).substring(0, lines.get(0).indexOf(' '));
    assertThat(lines.get(1)).startsWith(connection + " 2 ");
  }

  @Test
  void file_large_arrivesWhole() throws IOException {
    Path got = folder.resolve("got");

    assertThat(curl("-o", got.toString(), url("/file")).exit()).isZero();

    assertThat(Files.readAllBytes(got)).isEqualTo(FILE);
  }

  @Test
  void range_ofAFile_isThatPartAlone() throws IOException {
    Path got = folder.resolve("part");

    Ended curl =
        curl("-r", "1000000-1099999", "-w", "%{http_code}", "-o", got.toString(), url("/file"));

    assertThat(curl.stdout()).isEqualTo("206\n");
    assertThat(Files.readAllBytes(got)).isEqualTo(Arrays.copyOfRange(FILE, 1_000_000, 1_100_000));
  }

  @Test
  void ranges_ofAFile_arriveAsParts() {
    Ended curl = curl("-i", "-r", "0-2,4-6", url("/open"));

    assertThat(curl.stdout())
        .startsWith("HTTP/1.1 206 ")
        .contains("multipart/byteranges; boundary=", "\nfor\n", "\none\n");
  }

  @Test
  void answers_withoutABody_leaveTheConnectionInStep() throws IOException {
    // HEAD tells a length and 304 none; neither has a body, and the next request comes behind.
    Ended curl =
        curl(
            "-v",
            "-I",
            url("/open?head"),
            "--next",
            "-H",
            "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT",
            "-w",
            "%{http_code}\n",
            url("/open?unchanged"),
            "--next",
            url("/open?after"));

    assertThat(curl.stdout())
        .startsWith("HTTP/1.1 200 OK")
        .containsIgnoringCase("Content-Length: 21")
        .endsWith("304\nfor-one-pair-of-eyes\n");
    assertThat(logged("/open?head", "/open?unchanged", "/open?after"))
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsOnly(logged("/open?head").get(0).split(" ", 2)[0]);
  }

  @Test
  void path_thatIsDenied_isAnsweredByTheProxyAndNeverArrives() throws IOException {
    Ended curl = curl("-i", url("/closed"), url("/open?behind"));

    assertThat(curl.stdout())
        .startsWith("HTTP/1.1 403 ")
        .contains("RBAC: access denied: explicit-deny by back/rule[0]")
        .endsWith("for-one-pair-of-eyes\n");
    logged("/open?behind");
    assertThat(nginx.accessLog()).noneMatch(line -> line.contains("/closed"));
  }

  /** The lines of the access log with these targets. */
  private List<String> logged(String... targets) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String target : targets) {
      // nginx logs a request before it takes the next one, and when its answer is out.
      lines.add(
          Awaitility.await()
              .until(
                  () ->
                      nginx.accessLog().stream()
                          .filter(line -> line.contains(" " + target + " "))
                          .findFirst(),
                  Optional::isPresent)
              .orElseThrow());
    }
    return lines;
  }

  private String url(String path) {
    return "http://127.0.0.1:" + link.port(0) + path;
  }

  private static Ended curl(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(InstalledPrograms.path("curl"), "-sS", "--max-time", "60"));
    command.addAll(List.of(arguments));
    return ProgramProcess.run(command);
  }
}
