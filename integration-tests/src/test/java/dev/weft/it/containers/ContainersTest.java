package dev.weft.it.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NeedsPrograms;
import dev.weft.it.programs.AddressService;
import dev.weft.it.programs.UrlReader;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.output.OutputFrame.OutputType;

/**
 * The mesh in containers of the project's images: a policy server, a program in a JVM and its
 * caller with the agent from its image, and a program in Go beside a node proxy. STRICT holds
 * everywhere.
 */
@NeedsContainerEngine
@NeedsPrograms({"go", "ldd", "sh", "cp", "chmod", "mkdir", "nft", "ip", "nsenter"})
class ContainersTest {
  private static final String MARKER = "M4RK3R-0F-PLA1NTEXT";
  private static final String ORDERS = "http://orders:8080";
  private static final String PLAIN = "http://plain:8080";
  private static final String BOOKS = "http://books:8080";
  private static final String LISTENERS =
      """
      labels: {app: books}
      listeners:
        - {forward: 127.0.0.1:15080}
        - {inbound: 0.0.0.0:8080, to: 127.0.0.1:9000}
      """;

  private static final String CAPTURED =
      """
      labels: {app: shop}
      process:
        uid: %d
        ports: {'8080': http}
      """
          .formatted(ContainerMesh.PROGRAM);

  private static final Engine ENGINE = new Engine();

  @TempDir private static Path folder;

  private static ProjectImages images;
  private static ContainerMesh mesh;
  private static Container orders;
  private static Container books;
  private static Container proxy;
  private static Container plain;
  private static Container outsider;
  private static Caller storefront;

  @BeforeAll
  static void startMesh() throws Exception {
    images = ProjectImages.build(ENGINE);
    mesh = new ContainerMesh(ENGINE, images, StaticProgram.image(ENGINE, folder));
    for (String namespace : List.of("orders", "books", "storefront", "shop")) {
      mesh.admin().mode(namespace, "STRICT");
    }
    orders = mesh.jvm("orders", AddressService.class, List.of("8080"));
    storefront = new Caller(mesh.jvm("storefront", UrlReader.class, List.of()));
    books =
        mesh.program(
            "books", Map.of("http_proxy", "http://127.0.0.1:15080"), "serve", "127.0.0.1:9000");
    proxy = mesh.nodeProxy(books, "books", "drain.timeout: 30s", LISTENERS);
    plain = mesh.program("plain", Map.of(), "serve", "0.0.0.0:8080");
    outsider = mesh.program("outsider", Map.of(), "serve", "127.0.0.1:9000");
  }

  @AfterAll
  static void remove() {
    ENGINE.close();
  }

  @Test
  void images_ofAllPrograms_runAsNobodyAndCarryNoJdk() {
    assertImage(images.policyServer(), "weft-policy-server", images.libraries(), 130);
    assertImage(images.nodeProxy(), "weft-node-proxy", images.tools(), 100);
    assertImage(images.agent(), "weft-agent", images.tools(), 20);
  }

  private static void assertImage(String image, String title, String base, long megabytes) {
    InspectImageResponse found = ENGINE.client().inspectImageCmd(image).exec();
    ContainerConfig config = Objects.requireNonNull(found.getConfig());

    assertThat(config.getUser()).isEqualTo("10001:10001");
    assertThat(config.getLabels())
        .containsEntry("org.opencontainers.image.title", title)
        .containsEntry("org.opencontainers.image.base.name", base);
    assertThat(size(image) - size(base)).isBetween(1L, megabytes * 1_000_000);
  }

  private static long size(String image) {
    return Objects.requireNonNull(ENGINE.client().inspectImageCmd(image).exec().getSize());
  }

  @Test
  void policyServersImage_onABaseOfLibraries_hasNoShell() throws Exception {
    ExecResult shell = mesh.server().execInContainer("/bin/sh", "-c", "true");

    assertThat(shell.getExitCode()).as(shell.toString()).isNotZero();
    assertThat(shell.getStdout() + shell.getStderr()).contains("no such file");
  }

  @Test
  void nodeProxysImage_hasWhatCaptureNeeds() throws Exception {
    for (String[] program :
        new String[][] {{"nft", "--version"}, {"ip", "-Version"}, {"nsenter", "--version"}}) {
      assertThat(proxy.execInContainer(program).getExitCode()).as(program[0]).isZero();
    }
    assertThat(proxy.execInContainer("/opt/java/bin/java", "--version").getStdout())
        .containsPattern("^openjdk 25");
  }

  @Test
  void agentsImage_runAgainOnItsVolume_replacesTheJar() throws Exception {
    mesh.copyAgent();

    byte[] copied = orders.copyFileFromContainer("/weft/weft-agent.jar", InputStream::readAllBytes);
    assertThat(copied).isEqualTo(Files.readAllBytes(ProjectImages.agentJar()));
    assertThat(storefront.ask(ORDERS + "/after")).startsWith("200 ");
  }

  @Test
  void calls_betweenMembersUnderStrict_areAnswered() throws Exception {
    assertThat(storefront.ask(ORDERS + "/jvm")).startsWith("200 ").contains(" /jvm ");
    assertThat(storefront.ask(BOOKS + "/go")).isEqualTo("200 go saw /go");
    assertThat(ask(books, ORDERS + "/back")).startsWith("answer 200 ").contains(" /back ");
  }

  @Test
  void calls_ofOutsidersUnderStrict_areRefused() throws Exception {
    assertThat(ask(outsider, PLAIN + "/control")).isEqualTo("answer 200 go saw /control");
    assertThat(ask(outsider, ORDERS + "/jvm")).startsWith("failed: ");
    assertThat(ask(outsider, BOOKS + "/go")).startsWith("failed: ");
  }

  @Test
  void calls_betweenMembers_areEncryptedOnTheWire() throws Exception {
    assertThat(heard(plain, () -> ask(outsider, PLAIN + "/" + MARKER)))
        .as("without the mesh")
        .contains("marker true");
    assertThat(heard(orders, () -> storefront.ask(ORDERS + "/" + MARKER)))
        .containsPattern("frames [1-9]\\d* marker false");
    assertThat(heard(books, () -> storefront.ask(BOOKS + "/" + MARKER)))
        .containsPattern("frames [1-9]\\d* marker false");
    assertThat(heard(books, () -> ask(books, ORDERS + "/" + MARKER)))
        .containsPattern("frames [1-9]\\d* marker false");
  }

  /** What is told by somebody who listens in the network of {@code container} meanwhile. */
  private static String heard(Container container, Callable<String> call) throws Exception {
    Container sniffer = mesh.sniffer(container, MARKER);
    assertThat(call.call()).contains("200 ").contains(MARKER);
    assertThat(sniffer.terminate()).isZero();
    return sniffer.getLogs();
  }

  @Test
  void policies_byIdentity_denyOneAndAllowTheOther() throws Exception {
    mesh.admin().authorize("orders", "no-storefront", deny("/private"));
    mesh.admin().authorize("books", "no-storefront", deny("/private"));

    eventually()
        .untilAsserted(
            () -> {
              assertThat(storefront.ask(ORDERS + "/private")).startsWith("403 ");
              assertThat(storefront.ask(BOOKS + "/private")).startsWith("403 ");
            });
    assertThat(storefront.ask(ORDERS + "/public")).startsWith("200 ");
    assertThat(storefront.ask(BOOKS + "/public")).startsWith("200 ");
    assertThat(ask(books, ORDERS + "/private")).startsWith("answer 200 ");
    mesh.admin().unauthorize("orders", "no-storefront");
    mesh.admin().unauthorize("books", "no-storefront");
  }

  private static String deny(String path) {
    return """
        {"action":"DENY","rules":[{
          "from":[{"source":{"principals":["weft.local/ns/storefront/sa/storefront"]}}],
          "to":[{"operation":{"paths":["%s"]}}]}]}
        """
        .formatted(path);
  }

  @Test
  void programThatIsCaptured_knowsNothingAndIsInTheMesh() throws Exception {
    Container shop = mesh.program("shop", Map.of(), "serve", "0.0.0.0:8080");
    assertThat(ask(shop, ORDERS + "/outside")).startsWith("failed: ");
    mesh.capturingProxy(shop, "shop", CAPTURED);

    assertThat(heard(shop, () -> storefront.ask("http://shop:8080/" + MARKER)))
        .containsPattern("frames [1-9]\\d* marker false");
    assertThat(heard(shop, () -> ask(shop, ORDERS + "/" + MARKER)))
        .containsPattern("frames [1-9]\\d* marker false");
    assertThat(ask(outsider, "http://shop:8080/outside")).startsWith("failed: ");
  }

  @Test
  void policyServersContainer_replacedOnItsVolume_goesOnWithItsData() throws Exception {
    mesh.admin().authorize("books", "kept", deny("/kept"));
    eventually()
        .untilAsserted(() -> assertThat(storefront.ask(BOOKS + "/kept")).startsWith("403 "));

    assertThat(mesh.replaceServer()).isEqualTo(143);

    assertThat(storefront.ask(BOOKS + "/kept")).startsWith("403 ");
    assertThat(storefront.ask(ORDERS + "/meanwhile")).startsWith("200 ");
    // It goes by the one that is there now, with the CA and the token from before.
    mesh.admin().unauthorize("books", "kept");
    eventually()
        .untilAsserted(() -> assertThat(storefront.ask(BOOKS + "/kept")).startsWith("200 "));
  }

  @Test
  void nodeProxysContainer_stopped_letsGoOnWhatIsOpen() throws Exception {
    storefront.begin(BOOKS + "/held");
    eventually().until(() -> books.getLogs(OutputType.STDOUT).contains("held"));

    CompletableFuture<Long> stopped = CompletableFuture.supplyAsync(proxy::terminate);
    eventually().until(() -> proxy.getLogs().contains("event=proxy.stopping"));
    assertThat(stopped).isNotDone();
    assertThat(storefront.waits()).isTrue();
    assertThat(ask(books, "http://127.0.0.1:9000/release")).startsWith("answer 200 ");

    assertThat(storefront.await()).isEqualTo("200 go saw /held");
    assertThat(stopped.get(JvmProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(143);
    assertThat(proxy.getLogs()).contains("event=proxy.stopped drained=true cut=0");
    proxy = mesh.nodeProxy(books, "books", "drain.timeout: 30s", LISTENERS);
    assertThat(storefront.ask(BOOKS + "/next")).isEqualTo("200 go saw /next");
  }

  /** Polls in this thread, which is the one that the caller's input expects to live. */
  private static ConditionFactory eventually() {
    return Awaitility.await().atMost(JvmProcess.PATIENCE).pollInSameThread();
  }

  private static String ask(Container container, String url) throws Exception {
    return container.execInContainer("/program", "ask", url).getStdout().strip();
  }
}
