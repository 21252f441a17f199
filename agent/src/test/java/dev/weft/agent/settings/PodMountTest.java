package dev.weft.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.identity.CaPin;
import dev.weft.core.identity.KnownCa;
import dev.weft.enforcer.settings.JoinSource;
import dev.weft.enforcer.settings.PodMount;
import dev.weft.enforcer.settings.Secret;
import dev.weft.enforcer.settings.SettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodMountTest {
  private static final CaPin PIN = new CaPin("p".repeat(42) + "A");
  private static final String JOIN = "weft-join-v1.id." + "A".repeat(43) + "." + "A".repeat(43);

  @TempDir private Path folder;

  private JoinSource find(@Nullable Path token, @Nullable CaPin pin, @Nullable Path caFile) {
    return JoinSource.of(null, null, new PodMount(token, pin, caFile, folder));
  }

  @Test
  void of_tokenAndCaMounted_areTakenWithoutASetting() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "a.b.c");
    Path ca = Files.writeString(folder.resolve("ca.pem"), "x");

    assertThat(find(null, null, null))
        .isEqualTo(new JoinSource.InPod(token, new KnownCa.InFile(ca)));
    assertThat(find(null, PIN, null)).isEqualTo(new JoinSource.InPod(token, new KnownCa.Pin(PIN)));
  }

  @Test
  void of_joinTokenSet_leavesTheMountedTokenAlone() throws Exception {
    Files.writeString(folder.resolve("token"), "a.b.c");
    PodMount mount = new PodMount(null, null, null, folder);

    assertThat(JoinSource.of(new Secret(JOIN), null, mount)).isInstanceOf(JoinSource.Given.class);
    assertThat(JoinSource.of(null, folder, mount)).isInstanceOf(JoinSource.InFile.class);
  }

  @Test
  void of_joinTokenAndPodSettings_areRefused() {
    PodMount[] mounts = {
      new PodMount(folder, null, null, folder),
      new PodMount(null, PIN, null, folder),
      new PodMount(null, null, folder, folder)
    };
    for (PodMount mount : mounts) {
      assertThatThrownBy(() -> JoinSource.of(new Secret(JOIN), null, mount))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("set, and join or join.file too");
    }
  }

  @Test
  void of_nothingMountedOrSet_isRefusedWithWhatToDo() {
    assertThatThrownBy(() -> find(null, PIN, null))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("join: not set")
        .hasMessageContaining("kubernetes.token.file=<path of a service-account token>")
        .hasMessageContaining(folder.resolve("token").toString());
  }

  @Test
  void of_tokenWithoutCa_isRefused() throws Exception {
    Files.writeString(folder.resolve("token"), "a.b.c");

    assertThatThrownBy(() -> find(null, null, null))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("ca.pin, ca.file: not set")
        .hasMessageContaining("without which the policy server cannot be known");
    assertThatThrownBy(() -> find(null, PIN, folder))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("ca.pin and ca.file: both set");
  }

  @Test
  void credential_tokenOrCaThatIsNone_isRefusedWithoutItsContent() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "only-secret");
    Path ca = Files.writeString(folder.resolve("ca.pem"), "no certificate");

    JoinSource malformed = find(null, PIN, null);
    assertThatThrownBy(malformed::credential)
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("kubernetes.token.file: " + token)
        .hasMessageNotContaining("only-secret");
    JoinSource missing = find(folder.resolve("none"), PIN, null);
    assertThatThrownBy(missing::credential)
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("kubernetes.token.file: " + folder.resolve("none"));
    Files.writeString(token, "a.b.c");
    JoinSource withoutCa = find(null, null, null);
    assertThatThrownBy(withoutCa::credential)
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("ca.file: " + ca);
    assertThat(find(null, PIN, null).credential().bearer()).isEqualTo("a.b.c");
  }

  @Test
  void read_threeSpellings_areTaken() {
    AgentSettings settings =
        AgentSettings.read(
            "server=https://h,kubernetes.token.file=/t",
            Map.of("weft.ca.pin", PIN.value()),
            Map.of());

    assertThat(settings.join())
        .isEqualTo(new JoinSource.InPod(Path.of("/t"), new KnownCa.Pin(PIN)));
    assertThat(
            AgentSettings.read(
                    "server=https://h",
                    Map.of("weft.kubernetes.token.file", "/t"),
                    Map.of("WEFT_CA_FILE", "/ca"))
                .join())
        .isEqualTo(new JoinSource.InPod(Path.of("/t"), new KnownCa.InFile(Path.of("/ca"))));
    assertThatThrownBy(
            () ->
                AgentSettings.read(
                    "server=https://h,kubernetes.token.file=/t,ca.pin=short", Map.of(), Map.of()))
        .hasMessageContaining("ca.pin: short (expected: the SHA-256 of a CA's public key");
  }
}
