package dev.weft.it.refusals;

import java.util.HashMap;
import java.util.Map;

/** The rows of the failure contract that tests outside this package hold the code to. */
final class ElsewhereTested {
  private static final String[][] ROWS = {
    {"agent setting unknown or malformed", "LaunchIT"},
    {"a hook cannot be woven, or the JDK is not known to fit", "LaterChangesTest"},
    {"a security manager by the flag", "SecurityManagerTest"},
    {"a security manager refuses the program something", "SecurityManagerTest"},
    {"another agent, or a debugger, changes a class of the JDK later", "LaterChangesTest"},
    {"at an [attach]", "RefusedAttachTest"},
    {"connections from before an attach", "AttachedServersTest"},
    {"at a [detach]", "RefusedDetachTest"},
    {"after a detach", "DetachedServersTest"},
    {"HTTP server library that was loaded before an attach", "AttachedHttpServersTest"},
    {"a fault of Weft's own while it makes the mesh, at start", "EarlyGatesTest"},
    {"Kubernetes token without the mesh's CA beside it", "PodMountTest"},
    {"Kubernetes token refused", "KubernetesJoinTest"},
    {"the cluster's keys cannot be had", "ClusterKeysTest"},
    {"node proxy with capture dies, or is stopped", "NodeCaptureTest"},
    {"node proxy that captures inside pods dies, or is stopped", "NodeCaptureTest"},
    {"node proxy asks for a pod that is not on its node", "NodeProxyTest"},
    {"nothing known yet of the cluster that a policy server", "ServiceLookupTest"},
    {"rules of capture changed or flushed by somebody else", "NodeScenario"},
    {"network namespace of a captured pod gone", "InPodLife"},
    {"an address that was outside the mesh becomes a member's", "LookupsTest"},
    {"other networking in native code", "ForeignNetworkingTest"},
    {"pod under capture without identity or rules", "NodeCaptureTest"},
    {"a root leaves the trust bundle", "RootRotationTest"},
    {"config with a policy that is not understood", "MeshClientTest"},
    {"change of config that does not fit what is known", "ConfigChangesTest"},
    {"request denied by AuthorizationPolicy", "HttpServer25RequestPolicyTest"},
    {"request with a token that is not taken", "HttpServer25RequestPolicyTest"},
    {"rules that look at requests, at a server that is not woven", "UnclaimedServerTest"},
    {"HTTP server library that does not fit its weaving", "LibraryWatcherTest"},
    {"issuer's keys", "IssuerByUrlTest"},
    {"request on a connection that the hooks did not see", "RequestJudgeTest"},
    {"the application shuts its output down while the kernel has no room", "LateEndTest"},
    {"the application closes while the kernel has no room", "FarewellsTest"},
    {"the application writes while the connection still opens", "EarlyTest"},
    {"the application shuts its output down, or closes, while the connection", "EarlyTest"},
    {"the process ends, by itself, by `System.exit` or a signal", "ProcessEndTest"},
    {"JDK 17 told to use its sockets of before JEP 353", "ForeignSocketsTest"},
    {"a `SocketImpl` of the program's own, or a factory of them", "ForeignSocketsTest"},
    {"a socket that the process was started with", "InheritedSocketsTest"},
    {"Netty's native transports", "NativeTransportsTest"},
    {"BoringSSL's library cannot be loaded", "TlsProviderTest"},
    {"`sendUrgentData` on a meshed connection", "SocketContractsTest"},
    {"policy server killed at any moment", "DurabilityTest"},
  };

  private ElsewhereTested() {}

  /** The test's name by the beginning of the row. */
  static Map<String, String> byRow() {
    Map<String, String> byRow = new HashMap<>();
    for (String[] row : ROWS) {
      byRow.put(row[0], row[1]);
    }
    return byRow;
  }
}
