package dev.weft.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The programs as their images run them, without an engine for containers: what is copied is there,
 * and the runtimes that are linked have the modules that the programs use.
 */
class ImagesIT {
  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"policy-server", "node-proxy", "agent"})
  void copiedFiles_afterTheBuild_areThere(String program) throws Exception {
    assertThat(ContainerFile.read(program + ".Dockerfile").sources())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(Deploy.checkout().resolve(it)).isNotEmptyFile());
  }

  @Test
  void nodeProxysJar_hasTheNativeLibrariesOfBothPlatforms() throws Exception {
    Path jar =
        Deploy.checkout().resolve(ContainerFile.read("node-proxy.Dockerfile").sources().get(0));
    List<String> libraries;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      libraries =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(it -> it.startsWith("META-INF/native/lib"))
              .map(it -> it.substring(it.lastIndexOf('/') + 1))
              .toList();
    }

    for (String platform : List.of("x86_64", "aarch_64")) {
      assertThat(libraries)
          .contains("libnetty_transport_native_epoll_" + platform + ".so")
          .contains("libnetty_transport_native_io_uring42_" + platform + ".so")
          .contains("libnetty_tcnative_linux_" + platform + ".so");
    }
  }

  /** Mutual TLS, the store and the admin pages are reached on the way to readiness. */
  @Test
  void programs_onTheRuntimesOfTheirImages_becomeReady() throws Exception {
    Path data = temp.resolve("data");
    List<String> server = command("policy-server", List.of());
    try (Program policyServer =
        Program.start(
            temp, Map.of("WEFT_LISTEN", "127.0.0.1:0", "WEFT_DATA_DIR", data.toString()), server)) {
      String url = policyServer.await("listening on (https://\\S+)");
      MeshClient admin = MeshClient.of(url, data);
      assertThat(admin.get("/readyz").statusCode()).isEqualTo(200);

      List<String> proxy = command("node-proxy", List.of(proxySettings(url, admin).toString()));
      try (Program nodeProxy = Program.start(temp, Map.of(), proxy)) {
        String pages = nodeProxy.await("admin\\.open.*127\\.0\\.0\\.1:(\\d+)");
        nodeProxy.await("(proxy\\.started)");
        HttpResponse<String> readiness =
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pages + "/readyz"))
                        .build(),
                    HttpResponse.BodyHandlers.ofString());
        assertThat(readiness.statusCode()).as(readiness.body()).isEqualTo(200);
        nodeProxy.terminate();
        assertThat(nodeProxy.exit()).isEqualTo(143);
      }
      policyServer.terminate();
      assertThat(policyServer.exit()).isEqualTo(143);
    }
  }

  private Path proxySettings(String url, MeshClient admin) throws Exception {
    HttpResponse<String> answer =
        admin.post(
            "/apis/weft.dev/v1/namespaces/shop/jointokens",
            """
            apiVersion: weft.dev/v1
            kind: JoinToken
            metadata: {namespace: shop}
            spec: {serviceAccount: checkout, ttl: 10m, uses: 1}
            """);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    String token =
        JsonMapper.builder()
            .build()
            .readTree(answer.body())
            .path("status")
            .path("token")
            .textValue();
    Path join =
        Files.createFile(
            temp.resolve("checkout.join"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(join, token);
    return Files.writeString(
        temp.resolve("node-proxy.yaml"),
        """
        server: %s
        admin: 127.0.0.1:0
        startup.timeout: 60s
        drain.timeout: 1s
        workloads:
          - name: checkout
            join.file: %s
            listeners:
              - {forward: 127.0.0.1:0}
        """
            .formatted(url, join));
  }

  /** How the image starts {@code program}, with its runtime and its jar where they are here. */
  private List<String> command(String program, List<String> arguments) throws Exception {
    ContainerFile file = ContainerFile.read(program + ".Dockerfile");
    Path runtime = link(program, file.modules());
    Path jar = Deploy.checkout().resolve(file.sources().get(0));
    List<String> command = new ArrayList<>();
    for (String word : ContainerFile.exec(file.last().only("ENTRYPOINT"))) {
      command.add(
          word.startsWith("/opt/java/")
              ? runtime.resolve(word.substring("/opt/java/".length())).toString()
              : word.startsWith("/opt/weft/") ? jar.toString() : word);
    }
    command.addAll(arguments);
    return command;
  }

  /** A runtime of this JDK with {@code modules} alone, as the image's first stage makes it. */
  private Path link(String program, String modules) throws Exception {
    Path jdk = Path.of(System.getProperty("java.home"));
    Path jlink = jdk.resolve("bin/jlink");
    assumeTrue(
        Files.isDirectory(jdk.resolve("jmods")) || linksFromItself(jlink),
        "this JDK cannot link runtimes: no jmods in " + jdk);
    Path runtime = temp.resolve("runtime-" + program);
    try (Program linking =
        Program.start(
            temp,
            Map.of(),
            List.of(
                jlink.toString(),
                "--add-modules",
                modules,
                "--no-header-files",
                "--no-man-pages",
                "--output",
                runtime.toString()))) {
      assertThat(linking.exit()).as(() -> String.join("\n", linking.rest())).isZero();
    }
    return runtime;
  }

  /** Whether a JDK that is without jmods links from its own files (JEP 493). */
  private boolean linksFromItself(Path jlink) throws Exception {
    try (Program help = Program.start(temp, Map.of(), List.of(jlink.toString(), "--help"))) {
      assertThat(help.exit()).isZero();
      return help.rest().stream().anyMatch(it -> it.contains("run-time image enabled"));
    }
  }
}
