{{/* The pod of a policy server, the same in a StatefulSet and in a Deployment. */}}
{{- define "weft.policyServer.pod" -}}
{{- $server := .Values.policyServer }}
{{- $postgres := eq $server.store.kind "postgres" -}}
metadata:
  labels:
    {{- include "weft.labels" (dict "root" . "component" "policy-server") | nindent 4 }}
    {{- with $server.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # Settings are read at start: when they change, so do the pods.
    weft.dev/settings: {{ include (print $.Template.BasePath "/policy-server/configmap.yaml") . | sha256sum }}
    {{- with $server.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "weft.policyServer" . }}
  automountServiceAccountToken: true
  # Variables for the Service `weft` would begin with WEFT_, as settings do.
  enableServiceLinks: false
  terminationGracePeriodSeconds: 30
  {{- with $server.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.images.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    # Once: what the server keeps is private, and would be opened to the group each time.
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: policy-server
      image: {{ include "weft.image" (dict "root" . "image" $server.image) }}
      imagePullPolicy: {{ .Values.images.pullPolicy }}
      args: [/etc/weft/policy-server.yaml]
      {{- with $server.javaOptions }}
      env:
        - name: JDK_JAVA_OPTIONS
          value: {{ . | quote }}
      {{- end }}
      ports:
        - name: https
          containerPort: 8443
      startupProbe:
        httpGet: {path: /livez, port: https, scheme: HTTPS}
        periodSeconds: 2
        failureThreshold: 60
      livenessProbe:
        httpGet: {path: /livez, port: https, scheme: HTTPS}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: {path: /readyz, port: https, scheme: HTTPS}
        periodSeconds: 5
        timeoutSeconds: 5
      resources:
        {{- toYaml $server.resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      volumeMounts:
        - {name: settings, mountPath: /etc/weft/policy-server.yaml, subPath: policy-server.yaml, readOnly: true}
        - {name: data, mountPath: /var/lib/weft}
        # SQLite's native library is unpacked there.
        - {name: tmp, mountPath: /tmp}
        {{- if $postgres }}
        - {name: store, mountPath: /run/secrets/weft-store, readOnly: true}
        {{- if $server.store.postgres.caConfigMap }}
        - {name: store-ca, mountPath: /etc/weft/store-ca, readOnly: true}
        {{- end }}
        {{- end }}
        {{- if $server.caSecret }}
        - {name: ca, mountPath: /run/secrets/weft-ca, readOnly: true}
        {{- end }}
  volumes:
    - name: settings
      configMap: {name: {{ include "weft.policyServer" . }}}
    - name: tmp
      emptyDir: {sizeLimit: 128Mi}
    {{- if $postgres }}
    - name: data
      emptyDir: {sizeLimit: 128Mi}
    - name: store
      secret:
        secretName: {{ required "policyServer.store.postgres.secret: not set (expected: the Secret with password and seal)" $server.store.postgres.secret }}
        # 0440: root's, and the group's.
        defaultMode: 288
        items:
          - {key: password, path: password}
          - {key: seal, path: seal}
    {{- with $server.store.postgres.caConfigMap }}
    - name: store-ca
      configMap: {name: {{ . }}, items: [{key: ca.pem, path: ca.pem}]}
    {{- end }}
    {{- end }}
    {{- with $server.caSecret }}
    - name: ca
      # 0440: root's, and the group's.
      secret: {secretName: {{ . }}, defaultMode: 288}
    {{- end }}
  {{- if gt (int $server.replicas) 1 }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "weft.selector" (dict "root" . "component" "policy-server") | nindent 10 }}
  {{- end }}
  {{- with $server.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $server.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $server.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
