package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.it.harness.Admin;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.MeshCaller;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TokenSigner;
import dev.weft.it.harness.WovenServers;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The conformance cases about requests, over the wire and through every stack: the policies go to
 * the policy server, the request to a server on each stack by a caller with the case's identity,
 * and what comes back is what the engine answers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceOverTheWireTest {
  /** A policy that refuses this caller alone says that all that was written before is in force. */
  private static final String PROBE_RULE =
      "{\"action\":\"DENY\",\"rules\":[{\"from\":[{\"source\":"
          + "{\"principals\":[\"cluster.local/ns/probe/sa/probe\"]}}]}]}";

  /** Longer than a server takes to answer, on a busy machine too. */
  private static final int SILENCE_MILLIS = 1_000;

  private static final long LIFETIME_SECONDS = 3600;

  private final TokenSigner signer = new TokenSigner();
  private final Map<String, MeshCaller> callers = new HashMap<>();
  private TestMesh mesh;
  private WovenServers servers;
  private MeshCaller probe;
  private int round;

  static Stream<ConformanceCase> cases() throws IOException {
    return ConformanceCase.all().stream().filter(it -> it.obstacle() == null);
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode(ConformanceCase.NAMESPACE, "PERMISSIVE");
    for (JsonObject policy : tokenPolicies()) {
      create("requestauthentications", policy);
    }
    servers = WovenServers.start(mesh, ConformanceCase.NAMESPACE, "server", ConformanceCase.LABELS);
    probe = MeshCaller.of(mesh.workload("probe", "probe").credentials());
  }

  @AfterAll
  void stop() {
    // Tomcat complains there of malformed requests; of the agent nothing is to be seen.
    assertThat(servers.stderr()).doesNotContain("weft-agent//");
    servers.close();
    mesh.close();
  }

  @Test
  void cases_thatTheWireCannotProduce_areTheseAndNoMore() throws IOException {
    Map<String, Integer> left = new TreeMap<>();
    for (ConformanceCase example : ConformanceCase.all()) {
      String obstacle = example.obstacle();
      if (obstacle != null) {
        left.merge(obstacle, 1, Integer::sum);
      }
    }

    assertThat(left)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "an address behind a proxy", 1,
                "a foreign address", 2,
                "a server name", 1,
                "another trust domain", 2,
                "a workload of the root namespace", 1,
                "a rule that is refused", 2));
    assertThat(cases()).hasSize(87);
    assertThat(cases().filter(ConformanceCase::isReadInTwoWays)).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void conformanceCase_throughEveryStack_isAnsweredAsTheEngineDoes(ConformanceCase example)
      throws Exception {
    JsonObject claims = example.claims(Instant.now().getEpochSecond() + LIFETIME_SECONDS);
    String request = example.bytes(claims == null ? null : signer.sign(claims));
    MeshCaller caller = caller(example.caller());

    withPolicies(
        example.policies(servers.ports().values()),
        () -> {
          SoftAssertions stacks = new SoftAssertions();
          forEachStack(
              (stack, port) -> {
                String answer = ask(caller, stack, port, request);
                if (example.allows() && WovenServers.isOfCalls(stack)) {
                  assertPassed(stacks.assertThat(answer).as(stack), example);
                } else if (example.allows() && example.isReadInTwoWays()) {
                  // Servers that read the path in another way have to be allowed that, too.
                  stacks.assertThat(answer).as(stack).containsPattern(" 200 | 40[03] ");
                } else if (example.allows()) {
                  stacks.assertThat(answer).as(stack).contains(" 200 ");
                  if (!example.method().equals("HEAD")) {
                    stacks.assertThat(answer).as(stack).contains("saw " + example.method());
                  }
                } else {
                  stacks.assertThat(answer).as(stack).doesNotContain("saw ", " 200 ");
                  if (example.caller() != null) {
                    stacks.assertThat(answer).as(stack).contains(example.reason());
                  }
                }
              });
          stacks.assertAll();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n",
        "Transfer-Encoding: chunked\\r\\nContent-Length: 4\\r\\n\\r\\n0\\r\\n\\r\\n",
        "Content-Length: 0\\r\\nContent-Length: 44\\r\\n\\r\\n",
        "Content-Length: 44\\r\\nContent-Length: 0\\r\\n\\r\\n",
        "Content-Length: 0, 44\\r\\n\\r\\n",
        "Content-Length: +0\\r\\n\\r\\n",
        "Content-Length: -1\\r\\n\\r\\n",
        "Content-Length : 0\\r\\n\\r\\n",
        "Content-Length: 0x2c\\r\\n\\r\\n",
        "Content-Length:\\0130\\r\\n\\r\\n",
        "Transfer-Encoding: xchunked\\r\\n\\r\\n",
        "Transfer-Encoding: identity\\r\\nContent-Length: 0\\r\\n\\r\\n",
        "Transfer-Encoding: chunked, identity\\r\\n\\r\\n0\\r\\n\\r\\n",
        "Transfer-Encoding : chunked\\r\\n\\r\\n0\\r\\n\\r\\n",
        "Transfer-Encoding:\\013chunked\\r\\n\\r\\n0\\r\\n\\r\\n",
        "Transfer-Encoding: x\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n",
        "X: x\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n",
        "X: x\\rTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n",
        "Transfer-Encoding: chunked\\r\\n\\r\\n0;\\r\\n\\r\\n",
        "Transfer-Encoding: chunked\\r\\n\\r\\n0\\n\\n",
        "Transfer-Encoding: chunked\\r\\n\\r\\n2;a=\\\"\\r\\n\\\"\\r\\nab\\r\\n0\\r\\n\\r\\n",
        "Transfer-Encoding: chunked\\r\\n\\r\\n100000000000000000\\r\\n",
        "Transfer-Encoding: chunked\\r\\n\\r\\n0\\r\\nHost: b\\r\\n\\r\\n",
        "Expect: 100-continue\\r\\nContent-Length: 44\\r\\n\\r\\n",
      })
  void request_smuggledBehindAnother_neverPassesUnjudged(String tail) throws Exception {
    String closed = "GET /closed HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n";
    String end = "GET /end HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    String bytes =
        "POST /open HTTP/1.1\r\nHost: a\r\n" + tail.translateEscapes() + closed + closed + end;
    MeshCaller caller = caller("default/sleep");
    JsonObject rule =
        policy(
            "rule",
            "{\"action\":\"DENY\",\"rules\":[{\"to\":[{\"operation\":{\"paths\":[\"/closed\"]}}]}]}");

    withPolicies(
        List.of(rule),
        () ->
            forEachStack(
                (stack, port) -> {
                  if (!WovenServers.isOfCalls(stack)) {
                    assertThat(caller.send(port, bytes, SILENCE_MILLIS))
                        .as(stack)
                        .doesNotContain("[/closed]");
                  }
                }));
  }

  private static String ask(MeshCaller caller, String stack, int port, String request) {
    if (!WovenServers.isOfCalls(stack)) {
      return caller.send(port, request);
    }
    try {
      return caller.call(port, request);
    } catch (Http2Exception e) {
      throw new IllegalStateException(stack + ": an answer that cannot be read", e);
    }
  }

  /** A request that is no call is answered by gRPC itself, behind the judgement. */
  private static void assertPassed(AbstractStringAssert<?> answer, ConformanceCase example) {
    if (example.isReadInTwoWays()) {
      answer.containsPattern(" 200 | 40[035] ");
    } else if (example.method().equals("POST")) {
      answer.contains(" 200 ", "saw POST");
    } else {
      answer.contains(" 405 ");
    }
  }

  /** Runs a check while policies are in force in every server, and takes them away again. */
  private void withPolicies(List<JsonObject> policies, Runnable check) throws IOException {
    // Of several policies that deny, the first by its name is told.
    String mark = "0-probe-" + ++round;
    try {
      for (JsonObject policy : policies) {
        create("authorizationpolicies", policy);
      }
      create("authorizationpolicies", policy(mark, PROBE_RULE));
      forEachStack(
          (stack, port) ->
              Awaitility.await(stack)
                  .atMost(JvmProcess.PATIENCE)
                  .pollDelay(Duration.ZERO)
                  .pollInterval(Duration.ofMillis(10))
                  .until(() -> probe.send(port, "").contains("foo/" + mark + "[")));
      check.run();
    } finally {
      for (JsonObject policy : policies) {
        delete(policy);
      }
      delete(policy(mark, PROBE_RULE));
    }
  }

  private void forEachStack(BiConsumer<String, Integer> check) {
    servers.ports().forEach(check);
  }

  private MeshCaller caller(@Nullable String identity) throws Exception {
    if (identity == null) {
      return MeshCaller.outsider();
    }
    MeshCaller known = callers.get(identity);
    if (known == null) {
      String[] parts = identity.split("/", -1);
      known = MeshCaller.of(mesh.workload(parts[0], parts[1]).credentials());
      callers.put(identity, known);
    }
    return known;
  }

  private List<JsonObject> tokenPolicies() throws IOException, GeneralSecurityException {
    List<JsonValue> rules =
        ConformanceCase.issuers(ConformanceCase.all())
            .map(
                issuer ->
                    (JsonValue)
                        JsonObject.builder()
                            .put("issuer", issuer)
                            .put("jwks", signer.keySet())
                            .build())
            .toList();
    JsonObject spec = JsonObject.builder().put("jwtRules", new JsonArray(rules)).build();
    return List.of(resource("RequestAuthentication", "tokens", spec));
  }

  private static JsonObject policy(String name, String spec) throws IOException {
    return resource("AuthorizationPolicy", name, (JsonObject) JsonReader.read(spec));
  }

  private static JsonObject resource(String kind, String name, JsonObject spec) {
    return JsonObject.builder()
        .put("apiVersion", "security.istio.io/v1")
        .put("kind", kind)
        .put(
            "metadata",
            JsonObject.builder()
                .put("name", name)
                .put("namespace", ConformanceCase.NAMESPACE)
                .build())
        .put("spec", spec)
        .build();
  }

  private void create(String plural, JsonObject resource) throws IOException {
    mesh.admin()
        .calls()
        .send(
            "POST",
            Admin.authorizationPolicies(namespace(resource))
                .replace("authorizationpolicies", plural),
            JsonWriter.write(resource))
        .ok();
  }

  private void delete(JsonObject policy) throws IOException {
    mesh.admin().unauthorize(namespace(policy), name(policy));
  }

  private static String namespace(JsonObject resource) {
    return String.valueOf(resource.object("metadata").string("namespace"));
  }

  private static String name(JsonObject resource) {
    return String.valueOf(resource.object("metadata").string("name"));
  }
}
