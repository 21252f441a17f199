package dev.weft.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the programs may do in a cluster: what they need, and nothing more. */
class PrivilegesTest {
  private static final String SERVER = "weft-policy-server";
  private static final String PROXY = "weft-node-proxy";

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.weft.deploy.ValuesSets#all")
  void containers_withValues_areShutOff(String name, String values) throws Exception {
    for (Pods pods : Chart.render(values).pods()) {
      SecurityContext container = pods.container().getSecurityContext();
      assertThat(container.getReadOnlyRootFilesystem()).isTrue();
      assertThat(container.getAllowPrivilegeEscalation()).isFalse();
      assertThat(container.getPrivileged()).isNotEqualTo(true);
      assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(container.getRunAsUser()).as("the pod's").isNull();
      assertThat(pods.spec().getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(pods.spec().getHostPID())
          .as("but to find pods' namespaces")
          .isEqualTo(seesTheNode(pods, values) ? true : null);
      assertThat(pods.spec().getHostIPC()).isNull();
      assertThat(pods.spec().getEnableServiceLinks())
          .as("WEFT_SERVICE_HOST of a service `weft` would be taken for a setting")
          .isFalse();
      assertThat(pods.container().getResources().getLimits()).containsKey("memory");
    }
  }

  private static boolean seesTheNode(Pods pods, String values) {
    return values.equals(ValuesSets.CAPTURE_POD) && pods.name().equals(PROXY);
  }

  @ParameterizedTest
  @CsvSource({
    "node, 0, NET_ADMIN",
    "pod, 0, NET_ADMIN SYS_ADMIN SYS_PTRACE",
    "off, 10001, ",
    "'\"off\"', 10001, ",
  })
  void nodeProxy_byItsCapture_hasJustTheCapabilities(String capture, long user, String added)
      throws Exception {
    Pods pods =
        Chart.render(
                "nodeProxy: {capture: "
                    + capture
                    + ", workloads: [{name: a, join.file: /j, listeners: [{forward: '127.0.0.1:0'}]}]}")
            .pods(PROXY);
    PodSecurityContext pod = pods.spec().getSecurityContext();

    assertThat(pods.container().getSecurityContext().getCapabilities().getAdd())
        .isEqualTo(added == null ? List.of() : List.of(added.split(" ")));
    assertThat(pod.getRunAsUser()).isEqualTo(user);
    assertThat(pod.getRunAsNonRoot()).isEqualTo(user == 0 ? null : true);
    assertThat(pods.spec().getVolumes()).noneMatch(it -> it.getHostPath() != null);
  }

  @ParameterizedTest
  @CsvSource({"node, false", "off, false", "pod, true"})
  void nodeProxy_byItsCapture_seesTheNodesProcessesOrNot(String capture, boolean seen)
      throws Exception {
    Pods pods =
        Chart.render(
                "nodeProxy: {capture: "
                    + capture
                    + ", workloads: [{name: a, join.file: /j, listeners: [{forward: '127.0.0.1:0'}]}]}")
            .pods(PROXY);
    AppArmorProfile profile = pods.container().getSecurityContext().getAppArmorProfile();

    assertThat(pods.spec().getHostPID()).isEqualTo(seen ? true : null);
    assertThat(pods.spec().getShareProcessNamespace()).isNull();
    assertThat(profile == null ? null : profile.getType()).isEqualTo(seen ? "Unconfined" : null);
    assertThat(pods.spec().getSecurityContext().getAppArmorProfile()).isNull();
  }

  @Test
  void nodeProxy_ofTheChart_isOfItsNodeAndAsksThePolicyServerAlone() throws Exception {
    Documents documents = Chart.render("kubernetes: {audience: mesh.example}");
    Pods pods = documents.pods(PROXY);

    assertThat(pods.spec().getHostNetwork()).isTrue();
    assertThat(pods.spec().getDnsPolicy()).isEqualTo("ClusterFirstWithHostNet");
    assertThat(pods.spec().getAutomountServiceAccountToken()).isFalse();
    Volume mounted =
        pods.spec().getVolumes().stream()
            .filter(it -> it.getProjected() != null)
            .findFirst()
            .orElseThrow();
    assertThat(mounted.getProjected().getSources().get(0).getServiceAccountToken().getAudience())
        .isEqualTo("mesh.example");
    assertThat(documents.of(ClusterRoleBinding.class))
        .flatExtracting(ClusterRoleBinding::getSubjects)
        .noneMatch(it -> it.getName().equals(PROXY));
  }

  @Test
  void nodeProxysProbes_askOnLoopback() throws Exception {
    Pods pods = Chart.render("nodeProxy: {adminPort: 15099}").pods(PROXY);

    assertThat(pods.probes())
        .extracting(Probe::getHttpGet)
        .extracting(HTTPGetAction::getHost, HTTPGetAction::getPath)
        .containsExactly(
            tuple("127.0.0.1", "/healthz"),
            tuple("127.0.0.1", "/healthz"),
            tuple("127.0.0.1", "/readyz"));
    assertThat(pods.container().getPorts())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.getContainerPort()).isEqualTo(15099);
              assertThat(it.getHostIP()).isEqualTo("127.0.0.1");
            });
  }

  @Test
  void policyServer_ofTheChart_isNobodyAndReadsWhatItsDocumentationSays() throws Exception {
    Documents documents = Chart.render(ValuesSets.DEFAULTS);
    Pods pods = documents.pods(SERVER);

    assertThat(pods.spec().getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pods.spec().getHostNetwork()).isNull();
    assertThat(pods.container().getSecurityContext().getCapabilities().getAdd()).isEmpty();
    assertThat(pods.spec().getAutomountServiceAccountToken()).isTrue();
    assertThat(documents.of(ClusterRole.class)).hasSize(1);
    assertThat(documents.of(ClusterRole.class).get(0).getRules())
        .allSatisfy(it -> assertThat(it.getVerbs()).containsExactly("list", "watch"))
        .extracting(PolicyRule::getApiGroups, PolicyRule::getResources)
        .containsExactly(
            tuple(List.of(""), List.of("nodes", "pods", "services")),
            tuple(List.of("discovery.k8s.io"), List.of("endpointslices")));
    assertThat(documents.of(ClusterRoleBinding.class))
        .extracting(it -> it.getRoleRef().getName())
        .containsExactlyInAnyOrder(SERVER, "system:service-account-issuer-discovery");
    assertThat(documents.of(ServiceAccount.class))
        .allSatisfy(it -> assertThat(it.getAutomountServiceAccountToken()).isFalse());
  }

  @Test
  void policyServer_withKeysElsewhere_mayNotReadTheClusters() throws Exception {
    assertThat(Chart.render(ValuesSets.OWN_ISSUER).of(ClusterRoleBinding.class))
        .extracting(it -> it.getRoleRef().getName())
        .containsExactly(SERVER);
  }
}
