{{/* The names of objects. */}}
{{- define "weft.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 45 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 45 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 45 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "weft.policyServer" -}}{{ include "weft.fullname" . }}-policy-server{{- end -}}
{{- define "weft.nodeProxy" -}}{{ include "weft.fullname" . }}-node-proxy{{- end -}}

{{/* What selects pods: never changed, since selectors cannot be. Takes (dict "root" $ "component" ...). */}}
{{- define "weft.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "weft.labels" -}}
{{ include "weft.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: weft
{{- end -}}

{{/* Takes (dict "root" $ "image" ...). */}}
{{- define "weft.image" -}}
{{- with .root.Values.images.registry -}}{{ trimSuffix "/" . }}/{{- end -}}
{{ .image.repository }}:{{ default .root.Chart.AppVersion .image.tag }}
{{- end -}}

{{/* Names with values for the programs' YAML files: texts, so that `on` stays the word that it is. */}}
{{- define "weft.settings" -}}
{{- range $name, $value := . }}
{{ $name }}: {{ (kindIs "float64" $value | ternary ($value | int64) $value) | toString | quote }}
{{- end }}
{{- end -}}

{{/* `off` without quotation marks is a boolean in YAML. */}}
{{- define "weft.capture" -}}
{{- if kindIs "bool" .Values.nodeProxy.capture -}}off{{- else -}}{{ .Values.nodeProxy.capture }}{{- end -}}
{{- end -}}
