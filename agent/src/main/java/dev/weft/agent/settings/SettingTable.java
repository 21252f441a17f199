package dev.weft.agent.settings;

import dev.weft.agent.nativenet.NativeTransportUse;
import dev.weft.boringssl.TlsProvider;
import dev.weft.core.identity.CaPin;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.request.DenialDetail;
import dev.weft.enforcer.settings.CaPinType;
import dev.weft.enforcer.settings.ChoiceType;
import dev.weft.enforcer.settings.DurationType;
import dev.weft.enforcer.settings.JoinTokenType;
import dev.weft.enforcer.settings.LabelsType;
import dev.weft.enforcer.settings.NameType;
import dev.weft.enforcer.settings.PathType;
import dev.weft.enforcer.settings.PortsType;
import dev.weft.enforcer.settings.Secret;
import dev.weft.enforcer.settings.ServerAddressType;
import dev.weft.enforcer.settings.Setting;
import dev.weft.enforcer.settings.Toggle;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every setting of the agent, here and nowhere else. */
final class SettingTable {
  private static final DurationType TIMEOUT =
      new DurationType(Duration.ofMillis(1), Duration.ofHours(1));

  static final Setting<URI> SERVER =
      new Setting<>("server", new ServerAddressType(), null, "Where the policy server listens.");

  static final Setting<Secret> JOIN =
      new Setting<>(
          "join",
          new JoinTokenType(),
          null,
          "The join token that buys this workload its identity. Other users of the machine may see"
              + " a process's arguments, so join.file is the better place.");

  static final Setting<Path> JOIN_FILE =
      new Setting<>(
          "join.file", new PathType(), null, "A file that holds the join token and nothing else.");

  static final Setting<Path> KUBERNETES_TOKEN_FILE =
      new Setting<>(
          "kubernetes.token.file",
          new PathType(),
          null,
          "A file with a token of the pod's service account for the mesh, to join with it.");

  static final Setting<CaPin> CA_PIN =
      new Setting<>(
          "ca.pin",
          new CaPinType(),
          null,
          "The pin of the mesh's CA, where a Kubernetes token is what the workload joins with.");

  static final Setting<Path> CA_FILE =
      new Setting<>(
          "ca.file",
          new PathType(),
          null,
          "The certificates of the mesh's CA in PEM, in the place of its pin.");

  static final Setting<Duration> STARTUP_TIMEOUT =
      new Setting<>(
          "startup.timeout",
          TIMEOUT,
          "10s",
          "How long the program's start waits for its identity and its first policy.");

  static final Setting<Duration> HANDSHAKE_TIMEOUT =
      new Setting<>(
          "handshake.timeout",
          TIMEOUT,
          "10s",
          "How long a connection may take to agree on mutual TLS.");

  static final Setting<TlsProvider> TLS =
      new Setting<>(
          "tls",
          new ChoiceType<>(TlsProvider.class),
          "auto",
          "Whose TLS connections have: BoringSSL's, the JDK's, or BoringSSL's if it can be had.");

  static final Setting<Duration> SNIFF_TIMEOUT =
      new Setting<>(
          "sniff.timeout",
          new DurationType(Duration.ofMillis(1), Duration.ofMinutes(1)),
          "300ms",
          "How long a permissive server that speaks first waits for a client's first bytes.");

  static final Setting<Set<Integer>> SERVER_FIRST_PORTS =
      new Setting<>(
          "server.first.ports",
          new PortsType(),
          "",
          "Ports on which this program speaks before its clients do, so that nothing is guessed.");

  static final Setting<Map<String, String>> LABELS =
      new Setting<>(
          "labels", new LabelsType(), "", "Labels of this workload, which policies select by.");

  static final Setting<SelfTraffic> SELF =
      new Setting<>(
          "self",
          new ChoiceType<>(SelfTraffic.class),
          "bypass",
          "Whether connections of the program to itself are part of the mesh.");

  static final Setting<NativeTransportUse> NATIVE =
      new Setting<>(
          "native",
          new ChoiceType<>(NativeTransportUse.class),
          "mesh",
          "Whether Netty's epoll transport is part of the mesh, or off like its other native ones.");

  static final Setting<DenialDetail> HTTP_DENIAL_DETAIL =
      new Setting<>(
          "http.denial.detail",
          new ChoiceType<>(DenialDetail.class),
          "mesh",
          "Whom the answer to a denied request tells the rule: callers of the mesh, or none.");

  static final Setting<Toggle> HTTP_FORWARD_IDENTITY =
      new Setting<>(
          "http.forward.identity",
          new ChoiceType<>(Toggle.class),
          "off",
          "Whether the program is told who calls, in the header x-forwarded-client-cert.");

  static final Setting<Toggle> TRACE_STORE =
      new Setting<>(
          "trace.store",
          new ChoiceType<>(Toggle.class),
          "off",
          "Whether spans go to the policy server's recent traces where no collector is named.");

  static final Setting<String> INSTANCE =
      new Setting<>("instance", new NameType(), null, "A name for this one process, for people.");

  static final Setting<Path> LOG_FILE =
      new Setting<>(
          "log.file",
          new PathType(),
          null,
          "Where the agent writes its few log lines; without it there is no log.");

  static final Setting<LogLevel> LOG_LEVEL =
      new Setting<>(
          "log.level",
          new ChoiceType<>(LogLevel.class),
          "info",
          "The least important level that is logged.");

  static final Setting<Path> ACCESS_LOG_FILE =
      new Setting<>(
          "access.log.file",
          new PathType(),
          null,
          "Where the access log goes, if Telemetry asks for one; without it, beside the log.");

  static final List<Setting<?>> ALL =
      List.of(
          SERVER,
          JOIN,
          JOIN_FILE,
          KUBERNETES_TOKEN_FILE,
          CA_PIN,
          CA_FILE,
          STARTUP_TIMEOUT,
          HANDSHAKE_TIMEOUT,
          TLS,
          SNIFF_TIMEOUT,
          SERVER_FIRST_PORTS,
          LABELS,
          SELF,
          NATIVE,
          HTTP_DENIAL_DETAIL,
          HTTP_FORWARD_IDENTITY,
          TRACE_STORE,
          INSTANCE,
          LOG_FILE,
          LOG_LEVEL,
          ACCESS_LOG_FILE);

  private SettingTable() {}
}
