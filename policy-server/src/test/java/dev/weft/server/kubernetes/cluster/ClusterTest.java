package dev.weft.server.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.identity.SpiffeId;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.server.directory.Addresses;
import dev.weft.server.directory.Place;
import dev.weft.server.kubernetes.TestApiServer;
import dev.weft.server.kubernetes.api.Discovery;
import dev.weft.server.kubernetes.api.ObjectName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ClusterTest {
  private static final SpiffeId ORDERS = new SpiffeId("weft.local", "shop", "orders");
  private static final SpiffeId THIEF = new SpiffeId("weft.local", "shop", "thief");

  private final Cluster cluster = new Cluster();

  private static JsonObject json(String text) {
    try {
      return (JsonObject) JsonReader.read(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static JsonObject podJson(String name, String account, String ip, String more) {
    return json(
        ("{'metadata':{'namespace':'shop','name':'%s','uid':'u-%s','labels':{'app':'x'}},"
                + "'spec':{'serviceAccountName':'%s','nodeName':'n1','containers':[{'ports':"
                + "[{'containerPort':8080},{'containerPort':53,'protocol':'UDP'}]}]%s},"
                + "'status':{'phase':'Running','podIPs':[{'ip':'%s'}]}}")
            .formatted(name, name, account, more, ip));
  }

  private void put(String name, String account, String ip) {
    cluster.pods().put(new ObjectName("shop", name), pod(podJson(name, account, ip, "")));
  }

  private static Pod pod(JsonObject json) {
    return Objects.pod(json);
  }

  private boolean isAnothers(String address, SpiffeId identity) {
    return cluster.isAnothers(Addresses.parse(address), identity);
  }

  @Test
  void pod_running_isRead() {
    assertThat(pod(podJson("p", "orders", "2001:DB8::0:1", "")))
        .isEqualTo(
            new Pod(
                "shop",
                "p",
                "u-p",
                "orders",
                "n1",
                List.of("2001:db8::1"),
                Map.of(8080, "auto"),
                Map.of("app", "x"),
                false));
  }

  @ParameterizedTest
  @CsvSource({
    "http, http",
    "http-web, http",
    "HTTP, http",
    "http2, http2",
    "grpc-api, http2",
    "tcp-smtp, tcp",
    "https, tcp",
    "tls-mqtt, tcp",
    "redis, tcp",
    "httpish, auto",
    "web, auto",
    "'', auto",
  })
  void pod_portThatIsNamed_declaresWhatIsSpokenThere(String name, String spoken) {
    JsonObject spec =
        json("{'containers':[{'ports':[{'containerPort':8080,'name':'" + name + "'}]}]}");

    assertThat(pod(podJson("p", "orders", "10.0.0.9", "").with("spec", spec)).ports())
        .isEqualTo(Map.of(8080, spoken));
  }

  @Test
  void pod_portThatTwoContainersNameOtherwise_declaresNothing() {
    JsonObject spec =
        json(
            "{'containers':[{'ports':[{'containerPort':80,'name':'http'}]},"
                + "{'ports':[{'containerPort':80,'name':'tcp'}]}]}");

    assertThat(pod(podJson("p", "orders", "10.0.0.9", "").with("spec", spec)).ports())
        .isEqualTo(Map.of(80, "auto"));
  }

  @Test
  void pod_withTheAddressOfItsNode_hasNoneOfItsOwn() {
    assertThat(pod(podJson("p", "orders", "10.0.0.9", ",'hostNetwork':true")).addresses())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Succeeded", "Failed"})
  void pod_ended_hasNoAddressAndNoNode(String phase) {
    JsonObject json = podJson("p", "orders", "10.0.0.9", "");
    Pod ended =
        pod(json.with("status", json("{'phase':'" + phase + "','podIPs':[{'ip':'10.0.0.9'}]}")));

    assertThat(ended.addresses()).isEmpty();
    assertThat(ended.node()).isEmpty();
  }

  @Test
  void pod_withoutUidOrWithNonsenseForAnAddress_isMalformed() {
    JsonObject json = podJson("p", "orders", "10.0.0.9", "");

    assertThatThrownBy(() -> pod(json.with("metadata", json("{'namespace':'a','name':'b'}"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pod(podJson("p", "orders", "10.0.0", "")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void address_ofAPod_isAnothersForAllButItsServiceAccount() {
    put("p", "orders", "10.0.0.9");

    assertThat(isAnothers("10.0.0.9", ORDERS)).isFalse();
    assertThat(isAnothers("10.0.0.9", THIEF)).isTrue();
    assertThat(isAnothers("10.0.0.9", new SpiffeId("weft.local", "bank", "orders"))).isTrue();
    assertThat(isAnothers("10.0.0.10", THIEF)).as("known to be nobody's").isFalse();
  }

  @Test
  void address_handedOn_isNobodysUntilTheOldPodIsGone() {
    put("old", "orders", "10.0.0.9");
    put("new", "thief", "10.0.0.9");
    assertThat(isAnothers("10.0.0.9", ORDERS)).isTrue();
    assertThat(isAnothers("10.0.0.9", THIEF)).isTrue();

    cluster.pods().remove(new ObjectName("shop", "old"));

    assertThat(isAnothers("10.0.0.9", THIEF)).isFalse();
    assertThat(isAnothers("10.0.0.9", ORDERS)).isTrue();
  }

  @Test
  void pods_changedAndReplaced_leaveNothingBehind() {
    put("p", "orders", "10.0.0.9");
    put("p", "orders", "10.0.0.10");
    assertThat(isAnothers("10.0.0.9", THIEF)).isFalse();
    assertThat(cluster.pods().onNode("n1")).hasSize(1);

    cluster.pods().replace(Map.of());

    assertThat(isAnothers("10.0.0.10", THIEF)).isFalse();
    assertThat(cluster.pods().onNode("n1")).isEmpty();
    assertThat(cluster.pods().find("shop", "p")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.96.0.5 | 80 | 10.0.0.1:8080 10.0.0.2:8080",
        "2001:db8::5 | 80 | 10.0.0.1:8080 10.0.0.2:8080",
        "10.96.0.5 | 81 | 10.0.0.1:9090 10.0.0.2:9090",
        "10.96.0.5 | 53 | ''",
        "10.96.0.6 | 80 | ''",
      })
  void service_leadsToWhoIsReadyBehindThatPort(String address, int port, String expected) {
    ServiceTable table = new ServiceTable();
    ObjectName name = new ObjectName("shop", "orders");
    table
        .services()
        .put(
            name,
            Objects.service(
                json(
                    "{'spec':{'clusterIPs':['10.96.0.5','2001:db8::5'],'ports':["
                        + "{'name':'http','port':80},{'name':'admin','port':81},"
                        + "{'name':'dns','port':53,'protocol':'UDP'}]}}")));
    table
        .slices()
        .put(
            new ObjectName("shop", "orders-abc"),
            slice("orders", "10.0.0.1", "{}", "10.0.0.3", "{'ready':false}"));
    table
        .slices()
        .put(new ObjectName("shop", "orders-def"), slice("orders", "10.0.0.2", "{'ready':true}"));
    table.slices().put(new ObjectName("bank", "orders-x"), slice("orders", "10.0.0.7", "{}"));
    table.slices().put(new ObjectName("shop", "other-x"), slice("other", "10.0.0.8", "{}"));

    assertThat(table.behind(address, port).stream().map(it -> it.address() + ":" + it.port()))
        .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" ", -1));
    assertThat(table.isVirtual("10.96.0.5")).isTrue();
    table.services().remove(name);
    assertThat(table.isVirtual("10.96.0.5")).isFalse();
    assertThat(table.behind(address, port)).isEmpty();
  }

  private static Slice slice(String service, String... addressesAndConditions) {
    StringBuilder endpoints = new StringBuilder();
    for (int i = 0; i < addressesAndConditions.length; i += 2) {
      endpoints
          .append(i == 0 ? "" : ",")
          .append("{'addresses':['")
          .append(addressesAndConditions[i])
          .append("'],'conditions':")
          .append(addressesAndConditions[i + 1])
          .append('}');
    }
    return Objects.slice(
        json(
            "{'metadata':{'labels':{'kubernetes.io/service-name':'"
                + service
                + "'}},'addressType':'IPv4','endpoints':["
                + endpoints
                + "],'ports':[{'name':'http','port':8080},{'name':'admin','port':9090}]}"));
  }

  @Test
  void service_withoutAddress_isNone() {
    ServiceTable table = new ServiceTable();
    table
        .services()
        .put(
            new ObjectName("shop", "headless"),
            Objects.service(json("{'spec':{'clusterIPs':['None'],'ports':[{'port':80}]}}")));

    assertThat(table.isVirtual("None")).isFalse();
  }

  @Test
  void follow_aCluster_knowsItsPodsNodesAndServices(@TempDir Path folder) throws Exception {
    try (TestApiServer api = TestApiServer.start(folder)) {
      api.put("/api/v1/nodes", "", "n1", "", "");
      api.put(
          "/api/v1/pods",
          "shop",
          "p1",
          "",
          "'spec':{'nodeName':'n1','serviceAccountName':'orders'},"
              + "'status':{'phase':'Running','podIPs':[{'ip':'10.0.0.1'}]}");
      api.put(
          "/api/v1/services",
          "shop",
          "orders",
          "",
          "'spec':{'clusterIPs':['10.96.0.5'],'ports':[{'port':80}]}");
      api.put(
          "/apis/discovery.k8s.io/v1/endpointslices",
          "shop",
          "orders-1",
          "'labels':{'kubernetes.io/service-name':'orders'}",
          "'addressType':'IPv4','endpoints':[{'addresses':['10.0.0.1']}],'ports':[{'port':8080}]");
      try (Discovery discovery = new Discovery(api.settings())) {
        cluster.follow(discovery);
        discovery.start();
        api.awaitAsked(asked -> asked.stream().filter(it -> it.contains("watch")).count() == 4);

        assertThat(discovery.isListed()).isTrue();
        assertThat(isAnothers("10.0.0.1", THIEF)).isTrue();
        assertThat(isAnothers("10.96.0.5", ORDERS)).as("nobody's own").isTrue();
        assertThat(cluster.behind(Addresses.parse("10.96.0.5"), 80))
            .containsExactly(new Place("", "10.0.0.1", 8080));
        assertThat(cluster.nodes().find("n1")).contains(new Node("n1", "uid-n1"));
        assertThat(cluster.pods().onNode("n1")).hasSize(1);
      }
    }
  }
}
