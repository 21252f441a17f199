package dev.weft.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RawHttpControl;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.harness.TomcatRelease;
import dev.weft.it.programs.HttpServerSeeing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * HTTP servers that are loaded, in part or as a whole, when the agent is attached: rules about
 * connections hold, and rules that look at requests let nobody in.
 */
class AttachedHttpServersTest {
  private static final String OPEN = "GET /open HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String BY_PEER =
      "{\"action\":\"ALLOW\",\"rules\":[{\"from\":[{\"source\":"
          + "{\"namespaces\":[\"front\"]}}]}]}";
  private static final String BY_PATH =
      "{\"action\":\"ALLOW\",\"rules\":[{\"to\":[{\"operation\":{\"paths\":[\"/open\"]}}]}]}";

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} on JDK {1}, in use before: {2}")
  @CsvSource({
    "Tomcat, 17, true",
    "Tomcat, 25, false",
    "JDK HttpServer, 17, false",
    "JDK HttpServer, 25, true"
  })
  void server_loadedBeforeAttach_judgesConnectionsAndFailsClosedForRequests(
      String name, int feature, boolean used) throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        JvmProcess server = start(name, jdk);
        RawHttpControl outside = RawHttpControl.start(jdk, List.of());
        RawHttpControl inside =
            RawHttpControl.start(jdk, mesh.agent("front", "client").options())) {
      int port = server.awaitPort();
      if (used) {
        assertThat(outside.send(port, OPEN)).startsWith("200 saw GET [/open]");
      }
      mesh.admin().authorize("back", "rule", BY_PEER);
      AgentFlag flag = mesh.agent("back", "server");
      Attach.attached(jdk, server, flag.settings());

      assertThat(inside.send(port, OPEN)).startsWith("200 saw GET [/open]");
      assertThat(outside.send(port, OPEN)).startsWith("failed ");
      assertThat(flag.lines())
          .anyMatch(
              line ->
                  line.contains("event=unprotected what=\"" + name + "\"")
                      || line.contains("event=unprotected what=" + name + " "));

      mesh.admin().unauthorize("back", "rule");
      mesh.admin().authorize("back", "rule", BY_PATH);

      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .untilAsserted(() -> assertThat(inside.send(port, OPEN)).startsWith("failed "));
      assertThat(outside.send(port, OPEN)).startsWith("failed ");
      assertThat(flag.lines()).noneMatch(line -> line.contains("event=fault"));
      // Tomcat has a word to say of its own where the machine is busy.
      assertThat(server.stderr()).doesNotContainIgnoringCase("weft", "agent", "exception");
    }
  }

  private static JvmProcess start(String name, Jdk jdk) {
    return name.equals("Tomcat")
        ? TomcatRelease.V10.start(jdk, Attach.OPTIONS, "HTTP/1.1")
        : JvmProcess.on(jdk)
            .options(Attach.OPTIONS)
            .start(ClassPath.with(List.of()), HttpServerSeeing.class, List.of("0"));
  }
}
