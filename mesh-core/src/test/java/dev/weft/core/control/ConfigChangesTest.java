package dev.weft.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.control.FakePolicyServer.Reply;
import dev.weft.core.control.FakePolicyServer.Request;
import dev.weft.core.directory.IpLiteral;
import dev.weft.core.policy.AuthorizationPolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Config answers that say what changed. */
class ConfigChangesTest {
  private static final String FIRST = policy("first", "");
  private static final String SECOND = policy("second", "");
  private static final String PLACE = FakeMesh.endpoint("10.0.0.5", 8080);

  private FakeMesh mesh;
  private DefaultMeshClient client;
  private final Queue<Reply> changes = new ArrayDeque<>();

  @BeforeEach
  void setUp() throws Exception {
    mesh = new FakeMesh();
    mesh.policies = FIRST;
    mesh.directory = PLACE;
    client = mesh.client();
    mesh.first = this::change;
    client.begin();
    mesh.scheduler.advance(Duration.ZERO);
  }

  @AfterEach
  void tearDown() throws Exception {
    client.beginClose();
    mesh.close();
  }

  /** The next of the answers that a test has put down, for a client that knows something. */
  private @Nullable Reply change(Request request) {
    return request.to("/mesh/v1/config") && request.target().contains("after=")
        ? changes.poll()
        : null;
  }

  private static String policy(String name, String extra) {
    return "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\",\"metadata\":"
        + "{\"name\":\""
        + name
        + "\",\"namespace\":\"shop\",\"resourceVersion\":\"1\"},\"spec\":{\"action\":\"DENY\","
        + "\"rules\":[{\"to\":[{\"operation\":{\"ports\":[\"8080\"]}}]}]"
        + extra
        + "}}";
  }

  private void comes(long revision, long base, String sections) throws Exception {
    mesh.revision = revision;
    changes.add(mesh.change(base, sections));
    mesh.scheduler.advance(Duration.ofSeconds(2));
  }

  private List<String> names() {
    return client.config().orElseThrow().authorizationPolicies().stream()
        .map(AuthorizationPolicy::qualifiedName)
        .toList();
  }

  private String lastLease() {
    List<Request> requests = mesh.server.requests("PUT", "/mesh/v1/leases/");
    return requests.get(requests.size() - 1).body();
  }

  @Test
  void change_ofPolicies_leavesTheRest() throws Exception {
    comes(
        2,
        1,
        ",\"authorizationPolicies\":"
            + FakeSections.policies("changed", SECOND, FIRST + "," + SECOND));

    assertThat(names()).containsExactly("shop/first", "shop/second");
    assertThat(client.config().orElseThrow().directory().size()).isEqualTo(1);
    assertThat(client.config().orElseThrow().revision()).isEqualTo(2);
    assertThat(lastLease()).contains("\"applied\":2");
  }

  @Test
  void change_ofTheDirectory_isPutOnTop() throws Exception {
    String other = FakeMesh.endpoint("10.0.0.6", 8080);
    comes(
        2,
        1,
        ",\"directory\":"
            + FakeSections.endpoints(
                "changed", other, "{\"address\":\"10.0.0.5\",\"port\":8080}", other));

    assertThat(client.config().orElseThrow().directory().find(IpLiteral.parse("10.0.0.6"), 8080))
        .isPresent();
    assertThat(client.config().orElseThrow().directory().find(IpLiteral.parse("10.0.0.5"), 8080))
        .isEmpty();
    assertThat(names()).containsExactly("shop/first");
  }

  @Test
  void change_thatLeadsElsewhere_isNotTakenAndTheWholeIsAskedFor() throws Exception {
    mesh.policies = SECOND;
    comes(2, 1, ",\"authorizationPolicies\":" + FakeSections.policies("changed", "", SECOND));

    assertThat(names()).containsExactly("shop/second");
    assertThat(client.config().orElseThrow().revision()).isEqualTo(2);
    Request last =
        mesh.server.requests("GET", "/mesh/v1/config").stream()
            .filter(request -> !request.target().contains("after="))
            .reduce((earlier, later) -> later)
            .orElseThrow();
    assertThat(last.target()).as("never to be taken back").contains("&seen=1", "&source=s");
  }

  @Test
  void change_ofAnEarlierBase_isNotTaken() throws Exception {
    mesh.policies = SECOND;
    comes(2, 0, "");

    assertThat(names()).containsExactly("shop/second");
  }

  @Test
  void change_withUnknownSection_isNotTaken() throws Exception {
    comes(2, 1, ",\"telemetries\":[]");

    assertThat(client.counters().failures()).isEqualTo(1);
    assertThat(names()).containsExactly("shop/first");
  }

  @Test
  void change_ofNothing_movesTheRevisionAndTellsNobody() throws Exception {
    List<Long> told = new ArrayList<>();
    client.onChange(
        new MeshListener() {
          @Override
          public void configChanged(MeshConfig config) {
            told.add(config.revision());
          }
        });
    comes(9, 5, "");

    assertThat(told).containsExactly(1L);
    assertThat(client.config().orElseThrow().revision()).isEqualTo(9);
    mesh.scheduler.advance(Duration.ofSeconds(6));
    assertThat(lastLease()).contains("\"applied\":9");
  }

  @Test
  void change_withPolicyThatCannotBeRead_keepsTheLastGoodUntilItIsGone() throws Exception {
    String bad = policy("second", ",\"unless\":{}");
    comes(
        2,
        1,
        ",\"authorizationPolicies\":" + FakeSections.policies("changed", bad, FIRST + "," + bad));

    assertThat(names()).containsExactly("shop/first");
    assertThat(lastLease()).contains("\"applied\":1", "AuthorizationPolicy shop/second", "unless");

    comes(
        3,
        2,
        ",\"authorizationPolicies\":"
            + FakeSections.policies("changed", SECOND, FIRST + "," + SECOND));

    assertThat(names()).containsExactly("shop/first", "shop/second");
    assertThat(lastLease()).contains("\"applied\":3", "\"refused\":[]");
    assertThat(
            mesh.server.requests("GET", "/mesh/v1/config").stream()
                .filter(request -> !request.target().contains("after=")))
        .hasSize(1);
  }

  @Test
  void requestAuthentications_areCarried() throws Exception {
    String resource =
        "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"RequestAuthentication\",\"metadata\":"
            + "{\"name\":\"r\",\"namespace\":\"shop\",\"resourceVersion\":\"2\"},\"spec\":{}}";
    comes(
        2,
        1,
        ",\"requestAuthentications\":" + FakeSections.policies("changed", resource, resource));

    assertThat(client.config().orElseThrow().requestAuthentications())
        .singleElement()
        .satisfies(it -> assertThat(it.qualifiedName()).isEqualTo("shop/r"));
  }

  @Test
  void telemetry_isCarriedAndRefusedLikeAPolicy() throws Exception {
    String resource =
        "{\"apiVersion\":\"telemetry.istio.io/v1\",\"kind\":\"Telemetry\",\"metadata\":"
            + "{\"name\":\"t\",\"namespace\":\"shop\",\"resourceVersion\":\"2\"},\"spec\":{}}";
    String sampling =
        resource.replace("telemetry.istio.io", "weft.dev").replace("Telemetry", "TraceSampling");
    comes(
        2,
        1,
        ",\"telemetries\":"
            + FakeSections.policies("changed", resource, resource)
            + ",\"traceSamplings\":"
            + FakeSections.policies("changed", sampling, sampling));

    MeshConfig config = client.config().orElseThrow();
    assertThat(config.telemetries()).hasSize(1);
    assertThat(config.traceSamplings()).hasSize(1);

    String unknown =
        resource.replace("\"spec\":{}", "\"spec\":{\"metrics\":[]}").replace("\"2\"", "\"3\"");
    comes(3, 2, ",\"telemetries\":" + FakeSections.policies("changed", unknown, unknown));

    assertThat(client.config().orElseThrow().revision()).isEqualTo(2);
    assertThat(lastLease()).contains("Telemetry shop/t", "spec.metrics");
  }

  @Test
  void listener_thatFails_leavesTheConfigBeforeInForceForAll() throws Exception {
    List<Long> told = new ArrayList<>();
    client.onChange(
        new MeshListener() {
          @Override
          public void configChanged(MeshConfig config) {
            told.add(config.revision());
          }
        });
    client.onChange(
        new MeshListener() {
          @Override
          public void configChanged(MeshConfig config) {
            if (config.revision() == 2) {
              throw new IllegalStateException("no");
            }
          }
        });
    comes(
        2,
        1,
        ",\"authorizationPolicies\":"
            + FakeSections.policies("changed", SECOND, FIRST + "," + SECOND));

    assertThat(told).containsExactly(1L, 2L, 1L);
    assertThat(client.config().orElseThrow().revision()).isEqualTo(1);
    assertThat(lastLease()).contains("\"applied\":1", "enforcer failed");
  }
}
