{{/* The name of everything the chart makes; 40 characters leave room for the longest ending. */}}
{{- define "serai.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "serai.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "serai.labels" -}}
{{ include "serai.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "serai.secretName" -}}
{{- .Values.existingSecret | default (include "serai.fullname" .) -}}
{{- end -}}

{{- define "serai.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (include "serai.fullname" .) -}}
{{- end -}}

{{/*
The folders that become ConfigMaps: name of the ConfigMap's ending -> path below files/. A ConfigMap
is flat, so each folder has one of its own.
*/}}
{{- define "serai.folders" -}}
routes: routes
routes-entries: routes/entries
routes-online: routes/online
routes-batch: routes/batch
routes-settlement: routes/settlement
kamelets: kamelets
{{- end -}}

{{/* One folder's files as a ConfigMap's data. Call with a dict of root and path. */}}
{{- define "serai.folderData" -}}
{{- $data := (.root.Files.Glob (printf "files/%s/*" .path)).AsConfig -}}
{{- /* Kubernetes refuses an object above 1 MiB only when it is applied; say so earlier and plainer. */ -}}
{{- if gt (len $data) 921600 -}}
{{- fail (printf "%s holds %d bytes, and a ConfigMap has room for 900 KiB (921600 bytes): move files to another folder" .path (len $data)) -}}
{{- end -}}
{{- $data -}}
{{- end -}}

{{/*
A provider's setting as the environment variable that Spring binds to serai.providers.<name>.<setting>:
dashes go, dots become underscores. Call with a list of name and setting.
*/}}
{{- define "serai.providerEnv" -}}
{{- printf "SERAI_PROVIDERS_%s_%s" (index . 0) (index . 1) | replace "-" "" | upper -}}
{{- end -}}

{{/* The providers of notices that sign by a secret of the Secret, as a JSON list. */}}
{{- define "serai.noticeSecrets" -}}
{{- $signing := list -}}
{{- range $provider, $source := .Values.notices -}}
{{- if eq $source.scheme "stripe" -}}
{{- $signing = append $signing $provider -}}
{{- end -}}
{{- end -}}
{{- toJson $signing -}}
{{- end -}}

{{/*
The sources of notices as JSON properties: the name of an environment variable cannot hold the dashes of a
provider's name.
*/}}
{{- define "serai.noticeSources" -}}
{{- $sources := dict -}}
{{- range $provider, $source := .Values.notices -}}
{{- $settings := dict "scheme" $source.scheme -}}
{{- if eq $source.scheme "stripe" -}}
{{- $_ := set $settings "secret-file" (printf "/etc/serai/notices/%s" $provider) -}}
{{- end -}}
{{- range $name, $value := dict "webhook-id" $source.webhookId "audience" $source.audience "sender" $source.sender -}}
{{- if $value -}}
{{- $_ := set $settings $name $value -}}
{{- end -}}
{{- end -}}
{{- $_ := set $sources $provider $settings -}}
{{- end -}}
{{- toJson (dict "serai" (dict "notices" (dict "sources" $sources))) -}}
{{- end -}}
