package dev.weft.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the values: the documents are Kubernetes', and what one names, another is. */
class RenderedChartTest {
  private static final String VALUES = "dev.weft.deploy.ValuesSets#all";

  /** What people make, as the notes tell them. */
  private static final Set<String> MADE_BY_PEOPLE =
      Set.of("weft-ca", "mesh-ca", "db-ca", "weft-store", "cacerts", "joins");

  @Test
  void lint_ofTheChart_findsNothing() {
    LintResult result = Chart.lint();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    assertThat(result.getMessages()).noneMatch(it -> it.contains("WARN") || it.contains("ERROR"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(VALUES)
  void render_withValues_givesDocumentsOfKubernetesOnceEach(String name, String values)
      throws Exception {
    Documents documents = Chart.render(values);

    assertThat(documents.all()).hasSizeGreaterThan(7);
    assertThat(documents.all())
        .extracting(it -> it.getKind() + " " + it.getMetadata().getName())
        .doesNotHaveDuplicates();
    assertThat(documents.of(Secret.class)).isEmpty();
    for (HasMetadata object : documents.all()) {
      boolean everywhere = object instanceof ClusterRole || object instanceof ClusterRoleBinding;
      assertThat(object.getMetadata().getNamespace())
          .isEqualTo(everywhere ? null : Chart.NAMESPACE);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(VALUES)
  void selectors_withValues_findTheirPods(String name, String values) throws Exception {
    Documents documents = Chart.render(values);

    for (Pods pods : documents.pods()) {
      assertThat(pods.labels()).containsAllEntriesOf(pods.selector());
      assertThat(documents.pods().stream().filter(it -> selects(pods.selector(), it))).hasSize(1);
    }
    for (Service service : documents.of(Service.class)) {
      Pods pods = only(documents, service.getSpec().getSelector());
      assertThat(service.getSpec().getPorts())
          .isNotEmpty()
          .allSatisfy(it -> assertThat(pods.ports()).contains(it.getTargetPort().getStrVal()));
    }
    for (NetworkPolicy policy : documents.of(NetworkPolicy.class)) {
      Pods pods = only(documents, matched(policy.getSpec().getPodSelector()));
      assertThat(policy.getSpec().getIngress()).hasSize(1);
      assertThat(policy.getSpec().getIngress().get(0).getPorts())
          .hasSize(1)
          .allSatisfy(it -> assertThat(pods.ports()).contains(it.getPort().getStrVal()));
    }
    for (PodDisruptionBudget budget : documents.of(PodDisruptionBudget.class)) {
      assertThat(only(documents, matched(budget.getSpec().getSelector())).name())
          .isEqualTo(budget.getMetadata().getName());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(VALUES)
  void references_withValues_leadSomewhere(String name, String values) throws Exception {
    Documents documents = Chart.render(values);

    for (Pods pods : documents.pods()) {
      assertThat(documents.find(ServiceAccount.class, pods.spec().getServiceAccountName()))
          .isPresent();
      assertThat(pods.configMaps())
          .allMatch(
              it -> MADE_BY_PEOPLE.contains(it) || documents.find(ConfigMap.class, it).isPresent());
      assertThat(MADE_BY_PEOPLE).containsAll(pods.secrets());
      assertThat(pods.container().getVolumeMounts())
          .extracting(VolumeMount::getName)
          .containsExactlyInAnyOrderElementsOf(pods.volumes());
      assertThat(pods.container().getVolumeMounts())
          .extracting(VolumeMount::getMountPath)
          .doesNotHaveDuplicates();
      for (Probe probe : pods.probes()) {
        assertThat(pods.ports()).contains(probe.getHttpGet().getPort().getStrVal());
      }
    }
    for (ClusterRoleBinding binding : documents.of(ClusterRoleBinding.class)) {
      String role = binding.getRoleRef().getName();
      assertThat(role.startsWith("system:") || documents.find(ClusterRole.class, role).isPresent())
          .as(role)
          .isTrue();
      assertThat(binding.getSubjects())
          .hasSize(1)
          .allSatisfy(
              it -> {
                assertThat(it.getNamespace()).isEqualTo(Chart.NAMESPACE);
                assertThat(documents.find(ServiceAccount.class, it.getName())).isPresent();
              });
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(VALUES)
  void settingsFiles_withValues_areMountedWhereTheProgramIsPointed(String name, String values)
      throws Exception {
    Documents documents = Chart.render(values);

    for (Pods pods : documents.pods()) {
      assertThat(pods.container().getArgs()).hasSize(1);
      VolumeMount mount =
          pods.container().getVolumeMounts().stream()
              .filter(it -> it.getMountPath().equals(pods.container().getArgs().get(0)))
              .findFirst()
              .orElseThrow();
      assertThat(documents.data(pods.name(), mount.getSubPath())).isNotBlank();
    }
  }

  private static Map<String, String> matched(LabelSelector selector) {
    assertThat(selector.getMatchExpressions()).isEmpty();
    return selector.getMatchLabels();
  }

  private static boolean selects(Map<String, String> selector, Pods pods) {
    return !selector.isEmpty() && pods.labels().entrySet().containsAll(selector.entrySet());
  }

  private static Pods only(Documents documents, Map<String, String> selector) {
    var found = documents.pods().stream().filter(it -> selects(selector, it)).toList();
    assertThat(found).as("pods with %s", selector).hasSize(1);
    return found.get(0);
  }
}
