package dev.weft.deploy;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The sets of values that tests render the chart with. */
final class ValuesSets {
  static final String DEFAULTS = "{}";

  static final String POSTGRES =
      """
      policyServer:
        replicas: 3
        store:
          kind: postgres
          postgres:
            url: jdbc:postgresql://db.example:5432/weft?sslmode=verify-full&sslrootcert=/etc/weft/store-ca/ca.pem
            secret: weft-store
            caConfigMap: db-ca
      """;

  static final String CAPTURE_OFF =
      """
      nodeProxy:
        capture: off
        workloads:
          - name: checkout
            join.file: /run/secrets/joins/checkout
            labels: {app: checkout}
            listeners:
              - {forward: 127.0.0.1:15080}
              - {inbound: 0.0.0.0:8443, to: 127.0.0.1:8080, protocol: http}
        volumes: [{name: joins, secret: {secretName: joins}}]
        volumeMounts: [{name: joins, mountPath: /run/secrets/joins, readOnly: true}]
      """;

  static final String CAPTURE_POD =
      """
      nodeProxy:
        capture: pod
        settings: {capture.probes.from: "169.254.7.1, fd00::7"}
      """;

  static final String LONG_DRAIN =
      """
      nodeProxy: {drainTimeoutSeconds: 120, adminPort: 15099}
      """;

  static final String OWN_ISSUER =
      """
      kubernetes:
        issuer: https://oidc.example/id/1234
        jwksUrl: https://oidc.example/id/1234/keys
        audience: mesh.example
      mesh: {trustDomain: example.org, rootNamespace: weft-policies, caConfigMap: mesh-ca}
      policyServer: {caSecret: cacerts}
      """;

  static final String NO_PROXY = "nodeProxy: {enabled: false}";

  /** Whatever can be set and is not above. */
  static final String EVERYTHING =
      """
      fullnameOverride: mesh
      images: {registry: "registry.example:5000/mesh", pullPolicy: Always, pullSecrets: [{name: pull}]}
      policyServer:
        image: {repository: policy-server, tag: "1.2.3"}
        store: {kind: embedded, embedded: {size: 5Gi, storageClassName: fast}}
        listenHost: "[::]"
        logFormat: text
        settings: {svid.ttl: 30m, lease.ttl: 20s, history.limit: 50, audit.limit: 1000000, metrics.access: anybody}
        javaOptions: -XX:MaxRAMPercentage=50
        resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: "2", memory: 1Gi}}
        priorityClassName: ""
        nodeSelector: {pool: mesh}
        tolerations: [{key: pool, operator: Equal, value: mesh, effect: NoSchedule}]
        affinity: {podAntiAffinity: {}}
        podLabels: {team: mesh}
        podAnnotations: {note: "true"}
        service: {type: LoadBalancer, port: 443, annotations: {note: "1"}}
        networkPolicy:
          from: [{namespaceSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8}}]
          egress: [{to: [{ipBlock: {cidr: 10.0.0.1/32}}], ports: [{protocol: TCP, port: 443}]}]
      nodeProxy:
        image: {repository: node-proxy, tag: "1.2.3@sha256:%s"}
        settings: {max.connections: 1000000, trace.store: "on", connect.timeout: 3s}
        javaOptions: -Xmx200m
        priorityClassName: ""
        tolerations: []
        podLabels: {team: mesh}
        podAnnotations: {note: "true"}
        updateStrategy: {type: OnDelete, rollingUpdate: null}
      """
          .formatted("0123456789abcdef".repeat(4));

  private ValuesSets() {}

  /** All of them, by name. */
  static Stream<Arguments> all() {
    return Stream.of(
        Arguments.of("defaults", DEFAULTS),
        Arguments.of("several servers on PostgreSQL", POSTGRES),
        Arguments.of("capture off", CAPTURE_OFF),
        Arguments.of("capture inside pods", CAPTURE_POD),
        Arguments.of("a long drain", LONG_DRAIN),
        Arguments.of("own issuer, own CA", OWN_ISSUER),
        Arguments.of("no node proxy", NO_PROXY),
        Arguments.of("everything that can be set", EVERYTHING));
  }
}
