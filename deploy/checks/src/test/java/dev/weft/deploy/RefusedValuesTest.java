package dev.weft.deploy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that are unknown, malformed or do not fit together are refused, by name. */
class RefusedValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "polcyServer: {}|polcyServer",
        "policyServer: {replica: 2}|replica",
        "policyServer: {replicas: 2}|replicas",
        "policyServer: {replicas: two}|replicas",
        "policyServer: {store: {kind: mysql}}|kind",
        "policyServer: {store: {kind: postgres}}|postgres",
        "policyServer: {store: {kind: postgres, postgres: {url: 'jdbc:postgresql://d/w'}}}|secret",
        "policyServer: {store: {kind: postgres, postgres: {password: x}}}|password",
        "policyServer: {settings: {store.password: x}}|store.password",
        "policyServer: {settings: {listen: '0.0.0.0:1'}}|listen",
        "policyServer: {settings: {svid.tttl: 1h}}|svid.tttl",
        "policyServer: {settings: {svid.ttl: [1h]}}|svid.ttl",
        "policyServer: {resources: {limits: {memory: much}}}|memory",
        "policyServer: {resources: {limits: {memroy: 1Gi}}}|memroy",
        "policyServer: {service: {port: 0}}|port",
        "policyServer: {networkPolicy: {from: [{}]}}|from",
        "policyServer: {tolerations: [{operators: Exists}]}|operators",
        "policyServer: {caSecret: Not_A_Name}|caSecret",
        "nodeProxy: {capture: all}|capture",
        "nodeProxy: {capture: host}|capture",
        "nodeProxy: {capture: inPod}|capture",
        "nodeProxy: {hostPID: true}|hostPID",
        "nodeProxy: {capture: true}|capture",
        "nodeProxy: {capture: off}|workloads",
        "nodeProxy: {pods: on}|pods",
        "nodeProxy: {drainTimeoutSeconds: 0}|drainTimeoutSeconds",
        "nodeProxy: {drainTimeoutSeconds: 30s}|drainTimeoutSeconds",
        "nodeProxy: {settings: {drain.timeout: 3s}}|drain.timeout",
        "nodeProxy: {settings: {trace.store: on}}|trace.store",
        "nodeProxy: {workloads: [{name: a, join: weft-secret, listeners: []}]}|workloads",
        "nodeProxy: {updateStrategy: {type: RollingUpdate, maxSurge: 1}}|maxSurge",
        "nodeProxy: {privileged: true}|privileged",
        "kubernetes: {jwksUrl: 'http://plain.example/keys'}|jwksUrl",
        "kubernetes: {issuer: ''}|issuer",
        "mesh: {trustDomain: Upper.Case}|trustDomain",
        "images: {pullPolicy: Sometimes}|pullPolicy",
      })
  void render_withWrongValues_isRefusedByName(String values, String told) {
    assertThatThrownBy(() -> Chart.text(values))
        .hasMessageContaining("schema")
        .hasMessageContaining(told);
  }
}
