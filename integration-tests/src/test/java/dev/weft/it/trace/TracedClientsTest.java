package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.Apache4AsyncFront;
import dev.weft.it.programs.Apache5AsyncFront;
import dev.weft.it.programs.JettyClientFront;
import dev.weft.it.programs.OkHttpFront;
import dev.weft.it.programs.TraceSeeing;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Client libraries, oldest and newest releases, in a service that is asked itself: one span for
 * each request that goes over the wire, beneath that of the request that it is sent for, and known
 * to the server.
 */
class TracedClientsTest {
  private static final String OWN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String SERVER = "spiffe://weft.local/ns/back/sa/server";

  private static final List<String> WITHOUT_HTTP2 =
      List.of("Apache4AsyncFront", "JettyClientFront", "OkHttp 3.10.0");

  /** The request that its future was for goes on until it is answered or times out. */
  private static final String CANCELS_FUTURE_ALONE = "Apache HttpClient 5.0 async";

  @TempDir private static Path folder;
  private static TestMesh mesh;
  private static JvmProcess server;
  private static UnkindServer resetting;
  private static UnkindServer silent;

  @BeforeAll
  static void start() throws IOException {
    mesh = TestMesh.start(folder, Map.of());
    server =
        JvmProcess.on(Jdks.require(17))
            .options(mesh.agent("back", "server").options())
            .start(ClassPath.withEverything(), TraceSeeing.class, List.of("0"));
    resetting = UnkindServer.thatResets();
    silent = UnkindServer.thatIsSilent();
  }

  @AfterAll
  static void stop() throws IOException {
    silent.close();
    resetting.close();
    server.close();
    mesh.close();
  }

  static Stream<Arguments> releases() {
    String kotlin = releases("kotlin-stdlib-2.2.21", "okio-jvm-3.16.4");
    return Stream.of(
        Arguments.of(
            "OkHttp 3.10.0", OkHttpFront.class, 17, releases("okhttp-3.10.0", "okio-1.14.0")),
        Arguments.of("OkHttp 3.14.9", OkHttpFront.class, 25, ""),
        Arguments.of("OkHttp 4.0.1", OkHttpFront.class, 17, releases("okhttp-4.0.1") + kotlin),
        Arguments.of("OkHttp 5.3.2", OkHttpFront.class, 25, releases("okhttp-jvm-5.3.2") + kotlin),
        Arguments.of(
            "Apache HttpAsyncClient 4.1",
            Apache4AsyncFront.class,
            17,
            releases(
                "httpasyncclient-4.1", "httpcore-nio-4.4.1", "httpclient-4.4.1", "httpcore-4.4.1")),
        Arguments.of("Apache HttpAsyncClient 4.1.5", Apache4AsyncFront.class, 25, ""),
        Arguments.of(
            "Apache HttpClient 5.0 async",
            Apache5AsyncFront.class,
            17,
            releases("httpclient5-5.0", "httpcore5-5.0", "httpcore5-h2-5.0")),
        Arguments.of("Apache HttpClient 5.5.1 async", Apache5AsyncFront.class, 25, ""),
        Arguments.of(
            "Jetty 12.0.0",
            JettyClientFront.class,
            17,
            releases(
                "jetty-client-12.0.0",
                "jetty-http-12.0.0",
                "jetty-io-12.0.0",
                "jetty-util-12.0.0")),
        Arguments.of("Jetty 12.1.14", JettyClientFront.class, 25, ""));
  }

  /** What goes before everything else on the class path. */
  private static String releases(String... names) {
    StringBuilder path = new StringBuilder();
    for (String name : names) {
      path.append(Path.of(System.getProperty("weft.test.releases"), name + ".jar"))
          .append(File.pathSeparator);
    }
    return path.toString();
  }

  @ParameterizedTest(name = "{0} on JDK {2}")
  @MethodSource("releases")
  void requests_eachRelease_areSpansBeneathTheRightOne(
      String release, Class<?> program, int feature, String before) throws Exception {
    Jdk jdk = Jdks.require(feature);
    String back = "http://127.0.0.1:" + server.awaitPort();
    try (AskedService service =
        AskedService.start(jdk, mesh.agent("front", "client"), before, program)) {
      service.awaitTracing(back + "/");

      assertAnswered(service, "/send?GET," + back + "/", "GET HTTP/1.1");
      assertAnswered(service, "/send?POST," + back + "/", "POST HTTP/1.1");
      assertAnswered(service, "/send?GET," + back + "/away", "GET HTTP/1.1", "302 /away");
      assertAnswered(service, "/send?GET," + back + "/guarded", "GET HTTP/1.1", "401 /guarded");
      service.ask("/send?GET," + back + "/gone").answers("404").sent("404 /gone").failedWith("404");
      service.ask("/own?GET," + back + "/").answers("GET HTTP/1.1 " + OWN).sent();
      if (!WITHOUT_HTTP2.contains(program.getSimpleName()) && !WITHOUT_HTTP2.contains(release)) {
        assertAnswered(service, "/http2?GET," + back + "/", "GET HTTP/2.0");
      }
      assertAtOnce(service, back);
      assertFailures(service, release);

      assertThat(service.stop()).isZero();
      service.assertNothingMoreWasSent();
    }
  }

  /** The last of what is sent is answered with 200. */
  private static void assertAnswered(
      AskedService service, String asked, String answer, String... before) {
    String path = asked.endsWith("/guarded") ? "200 /guarded" : "200 /";
    String[] sent = Stream.concat(Stream.of(before), Stream.of(path)).toArray(String[]::new);
    service.ask(asked).sent(sent).to(SERVER).answersWithTheLast(answer);
  }

  /** More than a client sends at the same time, for several that ask. */
  private static void assertAtOnce(AskedService service, String back) {
    Stream.generate(() -> CompletableFuture.supplyAsync(() -> service.ask("/atonce?GET," + back)))
        .limit(4)
        .toList()
        .forEach(asked -> asked.join().answersWithEach("GET HTTP/1.1", 12).to(SERVER));
  }

  private static void assertFailures(AskedService service, String release) throws IOException {
    String refused = "http://127.0.0.1:" + UnkindServer.closedPort() + "/";
    service.ask("/send?GET," + refused).fails().sentInVain();
    service.ask("/send?POST," + resetting.url()).fails().sentInVain();
    service.ask("/impatient?GET," + silent.url()).fails().sentInVain();
    silent.forget();
    CompletableFuture<AskedService.Asked> begun =
        CompletableFuture.supplyAsync(() -> service.ask("/begin?GET," + silent.url()));
    silent.awaitRequest();
    service.ask("/cancel?GET,").answers("done");
    AskedService.Asked cancelled = begun.join().fails();
    if (!release.equals(CANCELS_FUTURE_ALONE)) {
      cancelled.sentInVain();
    }
  }
}
