package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.Apache4AsyncFront;
import dev.weft.it.programs.Apache5AsyncFront;
import dev.weft.it.programs.EarlierJettyClientFront;
import dev.weft.it.programs.JettyClientFront;
import dev.weft.it.programs.OkHttpFront;
import dev.weft.it.programs.TraceSeeing;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
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

  private static final String STDLIB = "kotlin-stdlib-2.2.21";
  private static final String OKIO = "okio-jvm-3.16.4";
  private static final String JETTY_9_4_0 = "Jetty 9.4.0";

  private static final List<String> WITHOUT_HTTP2 =
      List.of("Apache4AsyncFront", "OkHttp 3.10.0", JETTY_9_4_0);

  private static final List<String> HTTP2 =
      List.of("http2-client", "http2-http-client-transport", "http2-common", "http2-hpack");

  /** The request that its future was for goes on until it is answered or times out. */
  private static final String CANCELS_FUTURE_ALONE = "Apache HttpClient 5.0 async";

  /**
   * Two of its threads note what a cancellation has to stop: the one that asked for a connection,
   * and the one that sends over it. When the first is slow its note is the last, and the request
   * goes on until the server ends it.
   */
  private static final String CANCELS_WHAT_IT_NOTED_LAST = "Apache HttpClient 5.5.1 async";

  @TempDir private static Path folder;
  private static TestMesh mesh;
  private static JvmProcess server;
  private static TlsSeeing secured;
  private static UnkindServer resetting;
  private static UnkindServer silent;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    server =
        JvmProcess.on(Jdks.require(17))
            .options(mesh.agent("back", "server").options())
            .start(ClassPath.withEverything(), TraceSeeing.class, List.of("0"));
    secured = TlsSeeing.start(folder.resolve("trust.p12"));
    resetting = UnkindServer.thatResets();
    silent = UnkindServer.thatIsSilent();
  }

  @AfterAll
  static void stop() throws IOException {
    silent.close();
    resetting.close();
    secured.close();
    server.close();
    mesh.close();
  }

  static Stream<Arguments> releases() {
    String newest = ClassPath.withEverything();
    return Stream.of(
        Arguments.of(
            "OkHttp 3.10.0", OkHttpFront.class, 17, releases("okhttp-3.10.0", "okio-1.14.0")),
        Arguments.of("OkHttp 3.14.9", OkHttpFront.class, 25, newest),
        Arguments.of("OkHttp 4.0.1", OkHttpFront.class, 17, releases("okhttp-4.0.1", STDLIB, OKIO)),
        Arguments.of(
            "OkHttp 5.3.2", OkHttpFront.class, 25, releases("okhttp-jvm-5.3.2", STDLIB, OKIO)),
        Arguments.of(
            "Apache HttpAsyncClient 4.1",
            Apache4AsyncFront.class,
            17,
            releases(
                "httpasyncclient-4.1", "httpcore-nio-4.4.1", "httpclient-4.4.1", "httpcore-4.4.1")),
        Arguments.of("Apache HttpAsyncClient 4.1.5", Apache4AsyncFront.class, 25, newest),
        Arguments.of(
            "Apache HttpClient 5.0 async",
            Apache5AsyncFront.class,
            17,
            releases("httpclient5-5.0", "httpcore5-5.0", "httpcore5-h2-5.0")),
        Arguments.of("Apache HttpClient 5.5.1 async", Apache5AsyncFront.class, 25, newest),
        Arguments.of(
            "Jetty 12.0.0",
            JettyClientFront.class,
            17,
            releases(
                "jetty-client-12.0.0",
                "jetty-http2-client-12.0.0",
                "jetty-http2-client-transport-12.0.0",
                "jetty-http2-common-12.0.0",
                "jetty-http2-hpack-12.0.0",
                "jetty-http-12.0.0",
                "jetty-io-12.0.0",
                "jetty-util-12.0.0")),
        Arguments.of("Jetty 12.1.14", JettyClientFront.class, 25, newest),
        Arguments.of(
            JETTY_9_4_0, EarlierJettyClientFront.class, 17, jetty("9.4.0.v20161208", List.of())),
        Arguments.of(
            "Jetty 9.4.58", EarlierJettyClientFront.class, 25, jetty("9.4.58.v20250814", HTTP2)),
        Arguments.of("Jetty 10.0.0", EarlierJettyClientFront.class, 17, jetty("10.0.0", HTTP2)),
        Arguments.of("Jetty 11.0.25", EarlierJettyClientFront.class, 25, jetty("11.0.25", HTTP2)));
  }

  /** A class path with these before everything else. */
  private static String releases(String... names) {
    return jars(Stream.of(names)) + ClassPath.withEverything();
  }

  private static String jars(Stream<String> names) {
    return names
        .map(it -> Path.of(System.getProperty("weft.test.releases"), it + ".jar"))
        .map(it -> it + File.pathSeparator)
        .collect(Collectors.joining());
  }

  /** One without Jetty 12, whose services are not those of releases before. */
  private static String jetty(String version, List<String> http2) {
    Stream<String> http1 = Stream.of("jetty-client", "jetty-http", "jetty-io", "jetty-util");
    return jars(Stream.concat(http1, http2.stream()).map(it -> it + "-" + version))
        + ClassPath.with(List.of("slf4j-", "logback-"));
  }

  private static List<String> options(String release) {
    List<String> options = new ArrayList<>(secured.trustedBy());
    if (release.equals(CANCELS_FUTURE_ALONE)) {
      // It has something around its sessions then.
      options.add("-Dlogback.configurationFile=logback-debug.xml");
    }
    return options;
  }

  @ParameterizedTest(name = "{0} on JDK {2}")
  @MethodSource("releases")
  void requests_eachRelease_areSpansBeneathTheRightOne(
      String release, Class<?> program, int feature, String classPath) throws Exception {
    Jdk jdk = Jdks.require(feature);
    String back = "http://127.0.0.1:" + server.awaitPort();
    try (AskedService service =
        AskedService.start(
            jdk, mesh.agent("front", "client"), options(release), classPath, program)) {
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
      assertSecured(service);
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

  /** By TLS of the program's own, to a server outside the mesh. */
  private static void assertSecured(AskedService service) {
    String url = "https://127.0.0.1:" + secured.port();
    service.ask("/send?GET," + url + "/").sent("200 /").to("").answersWithTheLast("GET HTTP/1.1");
    service.ask("/send?GET," + url + "/gone").answers("404").sent("404 /gone").by("https");
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
    silent.forget();
    service.ask("/impatient?GET," + silent.url()).fails().sentInVain();
    // It may come to be counted later than its client gave up, and is not the next one.
    silent.awaitRequest();
    silent.forget();
    CompletableFuture<AskedService.Asked> begun =
        CompletableFuture.supplyAsync(() -> service.ask("/begin?GET," + silent.url()));
    silent.awaitRequest();
    service.ask("/cancel?GET,").answers("done");
    AskedService.Asked cancelled = begun.join().fails();
    if (!release.equals(CANCELS_FUTURE_ALONE)) {
      if (release.equals(CANCELS_WHAT_IT_NOTED_LAST)) {
        silent.hangUp();
      }
      cancelled.sentInVain();
    }
  }
}
