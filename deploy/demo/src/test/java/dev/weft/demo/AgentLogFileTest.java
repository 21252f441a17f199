package dev.weft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLogFileTest {
  private static final String LINE =
      "time=2026-01-01T00:00:00Z level=info event=connection.denied peer=spiffe://a/ns/b/sa/c"
          + " reason=\"denied by back/x\"";

  @TempDir private Path folder;

  @Test
  void value_plainAndQuoted_areFound() {
    assertThat(AgentLogFile.value(LINE, "peer")).hasValue("spiffe://a/ns/b/sa/c");
    assertThat(AgentLogFile.value(LINE, "reason")).hasValue("denied by back/x");
    assertThat(AgentLogFile.value(LINE, "rule")).isEmpty();
  }

  @Test
  void await_severalLines_newestOfTheEvent() throws Exception {
    Path file = folder.resolve("log");
    Files.writeString(file, "event=a n=1\nevent=b n=2\nevent=a n=3\nevent=aa n=4\n");
    AgentLogFile log = new AgentLogFile(file);

    assertThat(log.size()).isEqualTo(4);
    assertThat(log.await("a", 0)).isEqualTo("event=a n=3");
    assertThat(log.await("a", 1)).isEqualTo("event=a n=3");
  }

  @Test
  void await_valueOfAKey_newestOfTheEventWithIt() throws Exception {
    Path file = folder.resolve("log");
    Files.writeString(file, "event=a n=1\nevent=a peer=x n=2\nevent=b peer=x\nevent=a peer=y\n");

    assertThat(new AgentLogFile(file).await("a", "peer", "x")).isEqualTo("event=a peer=x n=2");
  }
}
