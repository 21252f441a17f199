package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.Apache4MinimalFront;
import dev.weft.it.programs.Apache5MinimalFront;
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
 * Apache's minimal asynchronous clients, oldest and newest: one span for each request, which says
 * who answered, however many are under way to several servers.
 */
class MinimalClientsTest {
  private static final String OWN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final int ROUNDS = 10;

  /** Its futures never end where there is no answer, with the agent or without. */
  private static final String NEVER_FAILS = "Apache HttpAsyncClient 4.1.5";

  @TempDir private static Path folder;
  private static TestMesh mesh;
  private static JvmProcess orders;
  private static JvmProcess stock;
  private static UnkindServer resetting;
  private static UnkindServer silent;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    orders = server("orders");
    stock = server("stock");
    resetting = UnkindServer.thatResets();
    silent = UnkindServer.thatIsSilent();
  }

  @AfterAll
  static void stop() throws IOException {
    silent.close();
    resetting.close();
    stock.close();
    orders.close();
    mesh.close();
  }

  private static JvmProcess server(String name) throws Exception {
    return JvmProcess.on(Jdks.require(17))
        .options(mesh.agent("back", name).options())
        .start(ClassPath.withEverything(), TraceSeeing.class, List.of("0"));
  }

  static Stream<Arguments> releases() {
    String newest = ClassPath.withEverything();
    return Stream.of(
        Arguments.of(
            "Apache HttpAsyncClient 4.1",
            Apache4MinimalFront.class,
            17,
            old("httpasyncclient-4.1", "httpcore-nio-4.4.1", "httpclient-4.4.1", "httpcore-4.4.1")),
        Arguments.of(NEVER_FAILS, Apache4MinimalFront.class, 25, newest),
        Arguments.of(
            "Apache HttpClient 5.0",
            Apache5MinimalFront.class,
            17,
            old("httpclient5-5.0", "httpcore5-5.0", "httpcore5-h2-5.0")),
        Arguments.of("Apache HttpClient 5.5.1", Apache5MinimalFront.class, 25, newest));
  }

  private static String old(String... names) {
    return Stream.of(names)
            .map(it -> Path.of(System.getProperty("weft.test.releases"), it + ".jar"))
            .map(it -> it + File.pathSeparator)
            .collect(Collectors.joining())
        + ClassPath.withEverything();
  }

  @ParameterizedTest(name = "{0} on JDK {2}")
  @MethodSource("releases")
  void requests_eachRelease_areSpansThatSayWhoAnswered(
      String release, Class<?> program, int feature, String classPath) throws Exception {
    boolean speaksHttp2 = program == Apache5MinimalFront.class;
    String back = url(orders);
    try (AskedService service =
        AskedService.start(
            Jdks.require(feature), mesh.agent("front", "client"), List.of(), classPath, program)) {
      service.awaitTracing(back + "/");

      assertAnswered(service, "/send?GET," + back + "/", "GET HTTP/1.1");
      assertAnswered(service, "/send?POST," + back + "/", "POST HTTP/1.1");
      service
          .ask("/send?GET," + back + "/gone")
          .answers("404")
          .sent("404 /gone")
          .failedWith("404")
          .to(identity("orders"));
      service.ask("/own?GET," + back + "/").answers("GET HTTP/1.1 " + OWN).sent();
      assertAtOnce(service, "/atonce?GET,", 12, "GET HTTP/1.1");
      if (speaksHttp2) {
        assertAnswered(service, "/http2?GET," + back + "/", "GET HTTP/2.0");
        assertAtOnce(service, "/http2?GET,", 1, "GET HTTP/2.0");
      }
      if (!release.equals(NEVER_FAILS)) {
        assertFailures(service);
      }

      assertThat(service.stop()).isZero();
      service.assertNothingMoreWasSent();
    }
  }

  private static void assertAnswered(AskedService service, String asked, String seen) {
    service.ask(asked).sent("200 /").to(identity("orders")).answersWithTheLast(seen);
  }

  /** Requests to two servers, all under way together: none is said to be the other's. */
  private static void assertAtOnce(AskedService service, String way, int many, String seen) {
    List<CompletableFuture<AskedService.Asked>> asked = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      for (JvmProcess server : List.of(orders, stock)) {
        String question = way + url(server) + "/";
        asked.add(CompletableFuture.supplyAsync(() -> service.ask(question)));
      }
    }
    for (int i = 0; i < asked.size(); i++) {
      String name = i % 2 == 0 ? "orders" : "stock";
      asked.get(i).join().answersWithEach(seen, many).to(identity(name));
    }
  }

  private static void assertFailures(AskedService service) throws IOException {
    String refused = "http://127.0.0.1:" + UnkindServer.closedPort() + "/";
    service.ask("/send?GET," + refused).fails().sentInVain();
    service.ask("/send?POST," + resetting.url()).fails().sentInVain();
    service.ask("/impatient?GET," + silent.url()).fails().sentInVain();
  }

  private static String url(JvmProcess server) {
    return "http://127.0.0.1:" + server.awaitPort();
  }

  private static String identity(String name) {
    return "spiffe://weft.local/ns/back/sa/" + name;
  }
}
