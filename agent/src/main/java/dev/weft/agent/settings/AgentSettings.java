package dev.weft.agent.settings;

import dev.weft.agent.nativenet.NativeTransportUse;
import dev.weft.boringssl.TlsProvider;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.request.DenialDetail;
import dev.weft.enforcer.settings.AgentArgument;
import dev.weft.enforcer.settings.JoinSource;
import dev.weft.enforcer.settings.PodMount;
import dev.weft.enforcer.settings.SettingException;
import dev.weft.enforcer.settings.SettingSources;
import dev.weft.enforcer.settings.Toggle;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent's settings, read once at start. Their meaning stands in {@link SettingTable}. Its text
 * holds no secret.
 *
 * @param server where the policy server listens
 * @param join where what the workload joins with is
 * @param startupTimeout how long the program's start may wait
 * @param handshakeTimeout how long a handshake may take
 * @param tls whose TLS connections have
 * @param sniffTimeout how long a permissive server waits for first bytes
 * @param serverFirstPorts ports on which the program speaks first
 * @param labels the workload's labels
 * @param self what becomes of connections to itself
 * @param nativeUse what becomes of native transports that the mesh can be in
 * @param denialDetail whom a denied request's answer tells the rule
 * @param forwardIdentity whether the program is told who calls
 * @param traceStore whether spans go to the policy server where no collector is named
 * @param instance a name for the process, or null
 * @param logFile where the log goes, or null for none
 * @param logLevel the least important level that is logged
 * @param accessLogFile where the access log goes, or null for nowhere
 */
public record AgentSettings(
    URI server,
    JoinSource join,
    Duration startupTimeout,
    Duration handshakeTimeout,
    TlsProvider tls,
    Duration sniffTimeout,
    Set<Integer> serverFirstPorts,
    Map<String, String> labels,
    SelfTraffic self,
    NativeTransportUse nativeUse,
    DenialDetail denialDetail,
    boolean forwardIdentity,
    boolean traceStore,
    @Nullable String instance,
    @Nullable Path logFile,
    LogLevel logLevel,
    @Nullable Path accessLogFile) {
  /** What the access log's file is called behind the name of the log's. */
  private static final String ACCESS = ".access";

  /** Takes copies. */
  public AgentSettings {
    serverFirstPorts = Set.copyOf(serverFirstPorts);
    labels = Map.copyOf(labels);
  }

  /**
   * Reads the settings of this process.
   *
   * @param argument the agent's argument, empty for none
   * @throws SettingException when one is unknown, malformed or missing
   */
  public static AgentSettings read(String argument) {
    Map<String, String> properties = new HashMap<>();
    Properties system = System.getProperties();
    for (String name : system.stringPropertyNames()) {
      properties.put(name, system.getProperty(name, ""));
    }
    return read(argument, properties, System.getenv());
  }

  /**
   * Reads settings from the given places, the strongest first.
   *
   * @param argument the agent's argument, empty for none
   * @param properties all system properties
   * @param environment all environment variables
   * @throws SettingException when one is unknown, malformed or missing
   */
  public static AgentSettings read(
      String argument, Map<String, String> properties, Map<String, String> environment) {
    SettingSources sources =
        SettingSources.of(
            SettingTable.ALL, AgentArgument.parse(argument), properties, environment, Map.of());
    Path logFile = sources.find(SettingTable.LOG_FILE);
    return new AgentSettings(
        sources.get(SettingTable.SERVER),
        JoinSource.of(
            sources.find(SettingTable.JOIN),
            sources.find(SettingTable.JOIN_FILE),
            new PodMount(
                sources.find(SettingTable.KUBERNETES_TOKEN_FILE),
                sources.find(SettingTable.CA_PIN),
                sources.find(SettingTable.CA_FILE),
                PodMount.USUAL_FOLDER)),
        sources.get(SettingTable.STARTUP_TIMEOUT),
        sources.get(SettingTable.HANDSHAKE_TIMEOUT),
        sources.get(SettingTable.TLS),
        sources.get(SettingTable.SNIFF_TIMEOUT),
        sources.get(SettingTable.SERVER_FIRST_PORTS),
        sources.get(SettingTable.LABELS),
        sources.get(SettingTable.SELF),
        sources.get(SettingTable.NATIVE),
        sources.get(SettingTable.HTTP_DENIAL_DETAIL),
        sources.get(SettingTable.HTTP_FORWARD_IDENTITY) == Toggle.ON,
        sources.get(SettingTable.TRACE_STORE) == Toggle.ON,
        sources.find(SettingTable.INSTANCE),
        logFile,
        sources.get(SettingTable.LOG_LEVEL),
        accessLogFile(sources.find(SettingTable.ACCESS_LOG_FILE), logFile));
  }

  private static @Nullable Path accessLogFile(@Nullable Path set, @Nullable Path logFile) {
    if (set != null && set.equals(logFile)) {
      throw new SettingException(
          SettingTable.ACCESS_LOG_FILE.name()
              + ": "
              + set
              + " (expected: another file than "
              + SettingTable.LOG_FILE.name()
              + ", each is rotated by itself)");
    }
    return set != null || logFile == null
        ? set
        : logFile.resolveSibling(logFile.getFileName() + ACCESS);
  }
}
