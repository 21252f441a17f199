package dev.weft.it.realprograms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Two servers that were set up as its handbook says: one starts in the JVM of {@code start.jar},
 * the other in a JVM that {@code start.jar} starts, with the options of its base folder. One is
 * stopped by its stop port, one by SIGTERM.
 */
final class JettyScenario implements Scenario {
  private static final Path START =
      Program.distribution("jetty", "jetty-home-12.0.16").resolve("start.jar");

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
    JvmProcess forking = forking(stage);
    JvmProcess plain = plain(stage);
    for (JvmProcess server : List.of(forking, plain)) {
      server.awaitErrorLine("Started oejs\\.Server@");
    }
    WebShop.visit(stage);
    JvmProcess stopping =
        stage.server(1, "jetty-1", List.of(), jvm -> jvm.startJar(START, stop("--stop")));
    assertThat(stopping.awaitExit()).as(stopping::transcript).isZero();
    assertThat(forking.awaitExit()).as(forking::transcript).isZero();
    // By SIGTERM, which is 15.
    assertThat(plain.terminate()).as(plain::transcript).isEqualTo(128 + 15);
    for (JvmProcess server : List.of(forking, plain)) {
      assertThat(server.stderr()).contains("Stopped oejs.Server@").doesNotContain(":WARN");
    }
  }

  private static JvmProcess plain(Stage stage) throws IOException {
    List<String> base = List.of("jetty.base=" + base(stage, 2));
    return stage.server(2, "jetty-2", List.of(), jvm -> jvm.startJar(START, base));
  }

  /** Its agent is in the file that holds the options of the JVM that serves. */
  private static JvmProcess forking(Stage stage) throws IOException {
    Path base = base(stage, 1);
    List<String> options = new ArrayList<>(List.of("--exec", "-Xmx256m", "-XX:+UseSerialGC"));
    options.addAll(stage.agentOptions("jetty-1"));
    Files.write(base.resolve("start.d/jvm.ini"), options);
    return stage.prepare(1, jvm -> jvm.startJar(START, stop("jetty.base=" + base)));
  }

  /** Whoever stops it says the same port of loopback and the same word as who starts it. */
  private static List<String> stop(String argument) {
    return List.of("STOP.PORT=8079", "STOP.KEY=closing-time", argument);
  }

  private static Path base(Stage stage, int member) throws IOException {
    Path base = stage.folder("jetty" + member);
    List<String> adding = List.of("jetty.base=" + base, "--add-modules=http,http2c,ee10-deploy");
    JvmProcess made = stage.prepare(member, jvm -> jvm.startJar(START, adding));
    assertThat(made.awaitExit()).as(made::transcript).isZero();
    WebShop.makeIn(base.resolve("webapps/shop"));
    return base;
  }
}
