package dev.weft.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.junit.jupiter.api.Test;

/** One server with its volume, or several that share a database. */
class StoresTest {
  private static final String SERVER = "weft-policy-server";

  @Test
  void embeddedStore_isOneServersOnAVolumeThatStaysPrivate() throws Exception {
    Documents documents = Chart.render(ValuesSets.DEFAULTS);
    StatefulSet set = documents.find(StatefulSet.class, SERVER).orElseThrow();

    assertThat(set.getSpec().getReplicas()).isEqualTo(1);
    assertThat(documents.of(Deployment.class)).isEmpty();
    assertThat(documents.of(PodDisruptionBudget.class)).isEmpty();
    assertThat(set.getSpec().getVolumeClaimTemplates())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.getSpec().getResources().getRequests().get("storage"))
                    .hasToString("1Gi"));
    Service named = documents.find(Service.class, set.getSpec().getServiceName()).orElseThrow();
    assertThat(named.getSpec().getClusterIP()).isEqualTo("None");
    // Kubernetes opens the volume's own folder to a group, once; what is beneath is the server's.
    assertThat(documents.pods(SERVER).spec().getSecurityContext().getFsGroupChangePolicy())
        .isEqualTo("OnRootMismatch");
    assertThat(documents.data(SERVER, "policy-server.yaml"))
        .contains("data.dir: /var/lib/weft/data\n");
  }

  @Test
  void sharedStore_isSeveralServersOfWhichOneMayBeAway() throws Exception {
    Documents documents = Chart.render(ValuesSets.POSTGRES);
    Deployment deployment = documents.find(Deployment.class, SERVER).orElseThrow();

    assertThat(deployment.getSpec().getReplicas()).isEqualTo(3);
    assertThat(documents.of(StatefulSet.class)).isEmpty();
    assertThat(documents.find(PodDisruptionBudget.class, SERVER).orElseThrow().getSpec())
        .satisfies(it -> assertThat(it.getMaxUnavailable().getIntVal()).isEqualTo(1));
    assertThat(documents.pods(SERVER).spec().getTopologySpreadConstraints())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.getLabelSelector().getMatchLabels())
                    .isEqualTo(documents.pods(SERVER).selector()));
    assertThat(documents.pods(SERVER).secrets()).containsExactly("weft-store");
  }
}
