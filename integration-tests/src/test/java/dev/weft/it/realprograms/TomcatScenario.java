package dev.weft.it.realprograms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two servers with its own settings, one of them with the other connector and HTTP/2, and the
 * examples that come with it. One is stopped by its shutdown port, one by SIGTERM.
 */
final class TomcatScenario implements Scenario {
  private static final Path HOME = Program.distribution("tomcat", "apache-tomcat-10.1.36");
  private static final Path SCRIPT = HOME.resolve("bin/catalina.sh");

  @Override
  public String marker() {
    return WebShop.MARKER;
  }

  @Override
  public Set<Integer> outsiders() {
    return Set.of(WebShop.OUTSIDER);
  }

  @Override
  public void run(Stage stage) throws Exception {
    WebShop.denyTheLedger(stage);
    JvmProcess nio = start(stage, 1, "HTTP/1.1");
    JvmProcess nio2 = start(stage, 2, "org.apache.coyote.http11.Http11Nio2Protocol");
    for (JvmProcess server : List.of(nio, nio2)) {
      server.awaitErrorLine("Server startup in \\[\\d+\\] milliseconds");
    }
    WebShop.visit(stage);
    examples(stage);

    Path base = stage.folder("tomcat1");
    JvmProcess stopping =
        stage.server(1, "tomcat-1", List.of(), jvm -> script(jvm, base, "JAVA_OPTS", "stop"));
    assertThat(stopping.awaitExit()).as(stopping::transcript).isZero();
    assertThat(nio.awaitExit()).as(nio::transcript).isZero();
    // By SIGTERM, which is 15.
    assertThat(nio2.terminate()).as(nio2::transcript).isEqualTo(128 + 15);
    for (JvmProcess server : List.of(nio, nio2)) {
      assertThat(server.stderr()).contains("Destroying ProtocolHandler").doesNotContain("SEVERE");
    }
  }

  private static void examples(Stage stage) throws IOException {
    for (int server : List.of(1, 2)) {
      JvmProcess client =
          stage.runClient(
              4, "shop.web.Examples", List.of(Stage.address(server) + ":8080", WebShop.MARKER));
      assertThat(client.stdout())
          .isEqualTo(
              """
              servlet true
              jsp true
              nonblocking Total bytes written = [3145728]
              websocket %s
              """
                  .formatted(WebShop.MARKER));
    }
  }

  private static JvmProcess start(Stage stage, int member, String protocol) throws IOException {
    Path base = stage.folder("tomcat" + member);
    Files.createDirectories(base.resolve("temp"));
    Path settings = Files.createDirectories(base.resolve("conf"));
    for (String name : List.of("logging.properties", "tomcat-users.xml", "web.xml")) {
      Files.copy(HOME.resolve("conf").resolve(name), settings.resolve(name));
    }
    Files.writeString(settings.resolve("server.xml"), serverXml(protocol));
    Path contexts = Files.createDirectories(settings.resolve("Catalina/localhost"));
    // Their own would let only this machine in.
    Files.writeString(
        contexts.resolve("examples.xml"),
        "<Context docBase=\"%s\"/>".formatted(HOME.resolve("webapps/examples")));
    WebShop.makeIn(base.resolve("webapps/shop"));
    return stage.server(
        member, "tomcat-" + member, List.of(), jvm -> script(jvm, base, "CATALINA_OPTS", "run"));
  }

  /**
   * Its own, with the connector of that protocol and HTTP/2 beside it, which minds no small frames:
   * with several bodies at once the JDK's client sends those.
   */
  private static String serverXml(String protocol) throws IOException {
    String own = Files.readString(HOME.resolve("conf/server.xml"));
    String connector = "<Connector port=\"8080\" protocol=\"HTTP/1.1\"([^>]*)/>";
    String changed =
        own.replaceFirst(
            connector,
            """
            <Connector port="8080" protocol="%s"$1>
              <UpgradeProtocol className="org.apache.coyote.http2.Http2Protocol"
                  overheadDataThreshold="0" overheadWindowUpdateThreshold="0"/>
            </Connector>"""
                .formatted(protocol));
    assertThat(changed).isNotEqualTo(own);
    return changed;
  }

  private static JvmProcess script(
      JvmProcess.Builder jvm, Path base, String variable, String command) {
    Map<String, String> environment =
        Map.of("CATALINA_HOME", HOME.toString(), "CATALINA_BASE", base.toString());
    return jvm.startScript(SCRIPT, variable, List.of(command), environment);
  }
}
