package dev.weft.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @Test
  void of_wellFormed_hasHostAndPort() {
    assertThat(ServerAddress.of(URI.create("https://127.0.0.1:1234/")))
        .isEqualTo(new ServerAddress("127.0.0.1", 1234));
    assertThat(ServerAddress.of(URI.create("https://mesh.example")).port()).isEqualTo(8443);
    assertThat(ServerAddress.of(URI.create("https://[::1]:1")).authority()).isEqualTo("[::1]:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1", "127.0.0.1", "https:/x", "https://u:secret@h:1", "https://h:1/x",
        "https://h:1?x", "https://h:1#x", "https://h:70000", "https://h:0", "https:h",
      })
  void of_malformed_isRefusedWithoutShowingIt(String uri) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerAddress.of(URI.create(uri)))
        .withMessageContaining("malformed")
        .withMessageNotContaining("secret");
  }
}
