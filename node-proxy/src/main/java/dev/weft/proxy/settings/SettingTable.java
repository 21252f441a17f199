package dev.weft.proxy.settings;

import dev.weft.boringssl.TlsProvider;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.settings.ChoiceType;
import dev.weft.enforcer.settings.DurationType;
import dev.weft.enforcer.settings.PathType;
import dev.weft.enforcer.settings.ServerAddressType;
import dev.weft.enforcer.settings.Setting;
import dev.weft.enforcer.settings.Toggle;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every single setting of the proxy, here and nowhere else. */
final class SettingTable {
  private static final DurationType TIMEOUT =
      new DurationType(Duration.ofMillis(1), Duration.ofHours(1));

  private static final DurationType QUIET =
      new DurationType(Duration.ofMillis(100), Duration.ofDays(30));

  static final Setting<Path> CONFIG =
      new Setting<>(
          "config", new PathType(), null, "The YAML file with the workloads, and with settings.");

  static final Setting<URI> SERVER =
      new Setting<>("server", new ServerAddressType(), null, "Where the policy server listens.");

  static final Setting<Path> WORKLOADS_FOLDER =
      new Setting<>(
          "workloads.folder",
          new PathType(),
          null,
          "A folder whose *.yaml files hold a workload each; they may come and go.");

  static final Setting<Toggle> PODS =
      new Setting<>(
          "pods",
          new ChoiceType<>(Toggle.class),
          "off",
          "Whether the workloads are pods of this node, as the policy server knows them.");

  static final Setting<Path> KUBERNETES_TOKEN_FILE =
      new Setting<>(
          "kubernetes.token.file",
          new PathType(),
          null,
          "The token of the proxy's own pod; without it, where the kubelet usually mounts it.");

  static final Setting<Path> CA_FILE =
      new Setting<>(
          "ca.file",
          new PathType(),
          null,
          "The mesh's CA, for a token that does not name it; without it, beside the token.");

  static final Setting<CaptureMode> CAPTURE =
      new Setting<>(
          "capture",
          new ChoiceType<>(CaptureMode.class),
          "off",
          "Whose connections are captured on their way through the kernel.");

  static final Setting<Integer> CAPTURE_MARK =
      new Setting<>(
          "capture.mark",
          new MarkType(),
          "0x400",
          "The bit in the marks of packets and connections that are captured.");

  static final Setting<Integer> CAPTURE_OWN_MARK =
      new Setting<>(
          "capture.own.mark",
          new MarkType(),
          "0x800",
          "The bit in the marks of what the proxy sends itself.");

  static final Setting<Integer> CAPTURE_TABLE =
      new Setting<>(
          "capture.table",
          new CountType(1, 252),
          "100",
          "The routing table, and the priority of the rule, for what is captured.");

  static final Setting<Integer> CAPTURE_OUTBOUND_PORT =
      new Setting<>(
          "capture.outbound.port",
          new CountType(1, 65535),
          "15001",
          "Where the proxy listens on loopback for what is captured on its way out.");

  static final Setting<Integer> CAPTURE_INBOUND_PORT =
      new Setting<>(
          "capture.inbound.port",
          new CountType(1, 65535),
          "15006",
          "Where the proxy listens on loopback for what is captured on its way in.");

  static final Setting<Set<InetAddress>> CAPTURE_PROBES_FROM =
      new Setting<>(
          "capture.probes.from",
          new AddressesType(),
          null,
          "Addresses from which connections to pods pass by, when they are captured inside of them.");

  static final Setting<Set<Integer>> CAPTURE_USERS =
      new Setting<>(
          "capture.users",
          new UsersType(),
          null,
          "The users of the node whose programs reach its pods by way of the proxy, as peers do.");

  static final Setting<HostPort> ADMIN =
      new Setting<>(
          "admin",
          new HostPortType(),
          "127.0.0.1:15020",
          "Where the admin pages are; a loopback address, since they ask nobody who he is.");

  static final Setting<TlsProvider> TLS =
      new Setting<>(
          "tls",
          new ChoiceType<>(TlsProvider.class),
          "auto",
          "Whose TLS is used: BoringSSL's where its library can be loaded, or the JDK's.");

  static final Setting<Duration> CONNECT_TIMEOUT =
      new Setting<>(
          "connect.timeout", TIMEOUT, "5s", "How long a connection to a destination may take.");

  static final Setting<Duration> HANDSHAKE_TIMEOUT =
      new Setting<>(
          "handshake.timeout",
          TIMEOUT,
          "10s",
          "How long a connection may take to agree on mutual TLS.");

  static final Setting<Duration> SNIFF_TIMEOUT =
      new Setting<>(
          "sniff.timeout",
          new DurationType(Duration.ofMillis(1), Duration.ofMinutes(1)),
          "300ms",
          "How long a permissive port waits for a client's first bytes before it calls the program,"
              + " which may have to speak first.");

  static final Setting<Duration> IDLE_TIMEOUT =
      new Setting<>(
          "idle.timeout",
          QUIET,
          "1h",
          "How long a connection may be without a request and without a byte that moves.");

  static final Setting<Duration> STREAM_IDLE_TIMEOUT =
      new Setting<>(
          "stream.idle.timeout",
          QUIET,
          "5m",
          "How long a request, or its answer, may be without a byte that moves.");

  static final Setting<Duration> DRAIN_TIMEOUT =
      new Setting<>(
          "drain.timeout",
          TIMEOUT,
          "30s",
          "How long open connections may go on when the proxy is told to stop.");

  static final Setting<Duration> STARTUP_TIMEOUT =
      new Setting<>(
          "startup.timeout",
          TIMEOUT,
          "10s",
          "How long the start waits for identities and policies. The ports open all the same, and"
              + " let nothing through until they are there.");

  static final Setting<Optional<TransportChoice>> TRANSPORT =
      new Setting<>(
          "transport",
          new TransportType(),
          "auto",
          "By what sockets are served; auto is epoll where it is there, else nio.");

  static final Setting<Integer> MAX_CONNECTIONS =
      new Setting<>(
          "max.connections",
          new CountType(1, 1_000_000),
          "20000",
          "How many connections of clients may be open at once.");

  static final Setting<Toggle> SHARE_PORTS =
      new Setting<>(
          "share.ports",
          new ChoiceType<>(Toggle.class),
          "off",
          "Whether another proxy of the same user may open the same ports, to take over from this.");

  static final Setting<Toggle> TRACE_STORE =
      new Setting<>(
          "trace.store",
          new ChoiceType<>(Toggle.class),
          "off",
          "Whether spans go to the policy server's recent traces where no collector is named.");

  static final Setting<Path> LOG_FILE =
      new Setting<>(
          "log.file",
          new PathType(),
          null,
          "Where the log goes; without it, to the standard output.");

  static final Setting<LogLevel> LOG_LEVEL =
      new Setting<>(
          "log.level",
          new ChoiceType<>(LogLevel.class),
          "info",
          "The least important level that is logged.");

  static final List<Setting<?>> ALL =
      List.of(
          CONFIG,
          SERVER,
          WORKLOADS_FOLDER,
          PODS,
          KUBERNETES_TOKEN_FILE,
          CA_FILE,
          CAPTURE,
          CAPTURE_MARK,
          CAPTURE_OWN_MARK,
          CAPTURE_TABLE,
          CAPTURE_OUTBOUND_PORT,
          CAPTURE_INBOUND_PORT,
          CAPTURE_PROBES_FROM,
          CAPTURE_USERS,
          ADMIN,
          TLS,
          CONNECT_TIMEOUT,
          HANDSHAKE_TIMEOUT,
          SNIFF_TIMEOUT,
          IDLE_TIMEOUT,
          STREAM_IDLE_TIMEOUT,
          DRAIN_TIMEOUT,
          STARTUP_TIMEOUT,
          TRANSPORT,
          MAX_CONNECTIONS,
          SHARE_PORTS,
          TRACE_STORE,
          LOG_FILE,
          LOG_LEVEL);

  private SettingTable() {}
}
