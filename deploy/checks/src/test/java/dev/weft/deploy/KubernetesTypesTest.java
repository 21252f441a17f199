package dev.weft.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge of the documents has to refuse what is wrong, or nothing that it passes is right. */
class KubernetesTypesTest {
  private static final String DAEMON_SET =
      """
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: a, labels: {app: a}}
      spec:
        selector: {matchLabels: {app: a}}
        template:
          metadata: {labels: {app: a}}
          spec:
            hostNetwork: true
            containers:
              - name: a
                image: a:1
                securityContext: {capabilities: {drop: [ALL]}}
                livenessProbe: {httpGet: {path: /healthz, port: admin}}
                resources: {limits: {memory: 64Mi}}
      """;

  @Test
  void read_rightDocuments_takesThem() throws Exception {
    Documents documents =
        Documents.read(
            DAEMON_SET
                + "---\n# nothing\n---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\n"
                + "spec: {ports: [{port: 1, targetPort: 8443}]}\n");

    assertThat(documents.pods("a").container().getImage()).isEqualTo("a:1");
    assertThat(documents.find(Service.class, "s")).isPresent();
    assertThat(documents.all()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'hostNetwork: true', 'hostNetworks: true', hostNetworks",
    "'drop: [ALL]', 'drops: [ALL]', drops",
    "'path: /healthz', 'pth: /healthz', pth",
    "'name: a, labels', 'name: a, label', label",
    "'kind: DaemonSet', 'kind: DaemonSet\nextra: 1', extra",
    "'image: a:1', 'image: a:1\n          image: a:2', image",
    "'hostNetwork: true', 'hostNetwork: \"true\"', hostNetwork",
    "'{app: a}}\n    spec', '{app: true}}\n    spec', String",
    "'drop: [ALL]', 'drop: ALL', drop",
    "'kind: DaemonSet', 'kind: Daemon', Daemon",
  })
  void read_documentWithAFault_isRefusedByName(String right, String wrong, String told) {
    assertThat(DAEMON_SET).contains(right);

    assertThatThrownBy(() -> Documents.read(DAEMON_SET.replace(right, wrong)))
        .hasMessageContaining(told);
  }
}
