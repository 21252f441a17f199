package dev.weft.server.access.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.server.access.Grants;
import dev.weft.server.access.Role;
import dev.weft.server.access.Scope;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kubectl auth} asks, with the real program where there is one. */
class KubectlAuthTest {
  @TempDir Path temp;
  private GateServer server;
  private String token = "";

  private record Outcome(int code, String text) {}

  @BeforeEach
  void start() throws Exception {
    boolean there =
        List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
            .anyMatch(it -> Files.isExecutable(Path.of(it, "kubectl")));
    Assumptions.assumeTrue(there, "kubectl is not on the PATH");
    server = new GateServer(temp, Optional.empty(), 0);
    token =
        server.tokens.mint(
            "ci", Grants.of(Role.EDITOR, Scope.of(Set.of("shop"))), server.now().plusSeconds(999));
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private Outcome kubectl(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "kubectl",
                "--server=" + server.url(),
                "--certificate-authority=" + server.caFile(),
                "--token=" + token,
                "--cache-dir=" + temp.resolve("cache")));
    command.addAll(List.of(arguments));
    Path output = temp.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("HOME", temp.toString());
    builder.environment().put("KUBECONFIG", temp.resolve("none").toString());
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("kubectl ends").isTrue();
    return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  @Test
  void canI_allowedAndForbidden_answersYesAndNo() throws Exception {
    Outcome yes =
        kubectl("auth", "can-i", "create", "authorizationpolicies.security.istio.io", "-n", "shop");
    Outcome no =
        kubectl("auth", "can-i", "create", "authorizationpolicies.security.istio.io", "-n", "back");

    assertThat(yes.text()).isEqualTo("yes\n");
    assertThat(yes.code()).isZero();
    assertThat(no.text()).startsWith("no");
    assertThat(no.code()).isEqualTo(1);
    assertThat(kubectl("auth", "can-i", "get", "/version").text()).isEqualTo("yes\n");
  }

  @Test
  void canI_list_showsTheRules() throws Exception {
    Outcome list = kubectl("auth", "can-i", "--list", "-n", "shop");

    assertThat(list.text())
        .contains(
            "authorizationpolicies.security.istio.io",
            "[get list watch create update patch delete",
            "/openapi/*");
    assertThat(list.code()).isZero();
  }

  @Test
  void whoami_token_isNamed() throws Exception {
    Outcome who = kubectl("auth", "whoami");

    assertThat(who.text()).contains("Username", "token:ci");
    assertThat(who.code()).isZero();
  }
}
