package dev.weft.proxy.settings;

import dev.weft.boringssl.TlsProvider;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.settings.JoinSource;
import dev.weft.enforcer.settings.PodMount;
import dev.weft.enforcer.settings.SettingException;
import dev.weft.enforcer.settings.SettingSources;
import dev.weft.enforcer.settings.Toggle;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The proxy's settings, read once at start. Their meaning stands in {@link SettingTable}. Its text
 * holds no secret.
 *
 * @param server where the policy server listens
 * @param workloads whom the proxy serves from its start
 * @param workloadFolder a folder with files of further workloads, which come and go; or null
 * @param pods the token of the proxy's own pod, when the workloads are pods of this node as the
 *     policy server knows them; or null
 * @param capture how connections are captured on their way through the kernel
 * @param admin where the admin pages are
 * @param tls whose TLS is used
 * @param connectTimeout how long a connection to a destination may take
 * @param handshakeTimeout how long a connection may take to agree on mutual TLS
 * @param sniffTimeout how long a silent client of a permissive port is waited for
 * @param idleTimeout how long a connection may be without a byte that moves and without a request
 * @param streamIdleTimeout how long a request may be without a byte that moves
 * @param drainTimeout how long open connections may go on when the proxy is told to stop
 * @param startupTimeout how long the start waits for identities and policies
 * @param transport by what sockets are served; null for what is usual on this machine
 * @param maxConnections how many connections of clients may be open at once
 * @param sharePorts whether another proxy of the same user may open the same ports, to take over
 * @param traceStore whether spans go to the policy server where no collector is named
 * @param logFile where the log goes, or null for the standard output
 * @param logLevel the least important level that is logged
 */
public record ProxySettings(
    URI server,
    List<WorkloadSpec> workloads,
    @Nullable Path workloadFolder,
    JoinSource.@Nullable InPod pods,
    CaptureSettings capture,
    HostPort admin,
    TlsProvider tls,
    Duration connectTimeout,
    Duration handshakeTimeout,
    Duration sniffTimeout,
    Duration idleTimeout,
    Duration streamIdleTimeout,
    Duration drainTimeout,
    Duration startupTimeout,
    @Nullable TransportChoice transport,
    int maxConnections,
    boolean sharePorts,
    boolean traceStore,
    @Nullable Path logFile,
    LogLevel logLevel) {
  /** Takes copies. */
  public ProxySettings {
    workloads = List.copyOf(workloads);
  }

  /**
   * Reads the settings.
   *
   * @param arguments the program's arguments: at most the YAML file
   * @param properties all system properties
   * @param environment all environment variables
   * @throws SettingException when one is unknown, malformed or missing
   */
  public static ProxySettings read(
      List<String> arguments, Map<String, String> properties, Map<String, String> environment) {
    SettingSources first =
        SettingSources.of(SettingTable.ALL, Map.of(), properties, environment, Map.of());
    ProxyFile file = ProxyFile.read(path(arguments, first.find(SettingTable.CONFIG)));
    SettingSources sources =
        SettingSources.of(SettingTable.ALL, Map.of(), properties, environment, file.settings());
    CaptureSettings capture = capture(sources);
    @Nullable Path folder = sources.find(SettingTable.WORKLOADS_FOLDER);
    JoinSource.@Nullable InPod pods = pods(sources, capture);
    check(file.workloads(), folder, pods, capture);
    return new ProxySettings(
        sources.get(SettingTable.SERVER),
        file.workloads(),
        folder,
        pods,
        capture,
        sources.get(SettingTable.ADMIN),
        sources.get(SettingTable.TLS),
        sources.get(SettingTable.CONNECT_TIMEOUT),
        sources.get(SettingTable.HANDSHAKE_TIMEOUT),
        sources.get(SettingTable.SNIFF_TIMEOUT),
        sources.get(SettingTable.IDLE_TIMEOUT),
        sources.get(SettingTable.STREAM_IDLE_TIMEOUT),
        sources.get(SettingTable.DRAIN_TIMEOUT),
        sources.get(SettingTable.STARTUP_TIMEOUT),
        sources.get(SettingTable.TRANSPORT).orElse(null),
        sources.get(SettingTable.MAX_CONNECTIONS),
        sources.get(SettingTable.SHARE_PORTS) == Toggle.ON,
        sources.get(SettingTable.TRACE_STORE) == Toggle.ON,
        sources.find(SettingTable.LOG_FILE),
        sources.get(SettingTable.LOG_LEVEL));
  }

  private static CaptureSettings capture(SettingSources sources) {
    CaptureMode mode = sources.get(SettingTable.CAPTURE);
    @Nullable Set<InetAddress> probesFrom = sources.find(SettingTable.CAPTURE_PROBES_FROM);
    if (probesFrom != null && mode != CaptureMode.POD) {
      throw new SettingException(
          "capture.probes.from: set, and nothing is captured inside pods (expected: capture=pod)");
    }
    @Nullable Set<Integer> users = sources.find(SettingTable.CAPTURE_USERS);
    if (users != null && mode != CaptureMode.NODE) {
      throw new SettingException(
          "capture.users: set, and pods are not captured on the node (expected: capture=node)");
    }
    return new CaptureSettings(
        mode,
        sources.get(SettingTable.CAPTURE_MARK),
        sources.get(SettingTable.CAPTURE_OWN_MARK),
        sources.get(SettingTable.CAPTURE_TABLE),
        sources.get(SettingTable.CAPTURE_OUTBOUND_PORT),
        sources.get(SettingTable.CAPTURE_INBOUND_PORT),
        probesFrom == null ? Set.of() : probesFrom,
        users == null ? Set.of() : users);
  }

  private static JoinSource.@Nullable InPod pods(SettingSources sources, CaptureSettings capture) {
    if (sources.get(SettingTable.PODS) == Toggle.OFF) {
      return null;
    }
    if (capture.mode() != CaptureMode.NODE && capture.mode() != CaptureMode.POD) {
      throw new SettingException(
          "pods: on, and no pods are captured (expected: capture=node, or pod)");
    }
    return new PodMount(
            sources.find(SettingTable.KUBERNETES_TOKEN_FILE),
            null,
            sources.find(SettingTable.CA_FILE),
            PodMount.USUAL_FOLDER)
        .require();
  }

  private static void check(
      List<WorkloadSpec> workloads,
      @Nullable Path folder,
      JoinSource.@Nullable InPod pods,
      CaptureSettings capture) {
    int sources = (workloads.isEmpty() ? 0 : 1) + (folder == null ? 0 : 1) + (pods == null ? 0 : 1);
    if (sources == 0) {
      throw new SettingException(
          "workloads: none (expected: a list with one entry at least, or workloads.folder, or"
              + " pods: on)");
    }
    if (sources > 1 && pods != null) {
      throw new SettingException(
          "pods: on, and workloads named too (expected: the one or the other)");
    }
    if (capture.mark() == capture.ownMark()) {
      throw new SettingException(
          "capture.own.mark: the same bit as capture.mark (expected: two bits)");
    }
    if (capture.outboundPort() == capture.inboundPort()) {
      throw new SettingException(
          "capture.inbound.port: the same as capture.outbound.port (expected: two ports)");
    }
    workloads.forEach(capture::check);
  }

  private static Path path(List<String> arguments, @Nullable Path set) {
    if (arguments.size() > 1 || (arguments.size() == 1 && set != null)) {
      throw new SettingException(
          "arguments: " + arguments.size() + " (expected: the YAML file, once)");
    }
    if (arguments.size() == 1) {
      return Path.of(arguments.get(0));
    }
    if (set == null) {
      throw new SettingException(
          "config: not set (expected: the path of a YAML file, as the argument or as"
              + " WEFT_CONFIG)");
    }
    return set;
  }
}
