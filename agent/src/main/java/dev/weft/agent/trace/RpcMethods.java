package dev.weft.agent.trace;

import dev.weft.agent.trace.RequestSpan.Recording;

/**
 * gRPC calls as OpenTelemetry's conventions for RPC have them. They are told apart from HTTP
 * requests by their method, which is {@code package.Service/Method}.
 */
public final class RpcMethods {
  /** The attribute that names the kind of RPC; always {@code grpc}. */
  public static final String SYSTEM = "rpc.system";

  /** The attribute that names the service. */
  public static final String SERVICE = "rpc.service";

  /** The attribute that names the method. */
  public static final String METHOD = "rpc.method";

  /** The attribute for the status code, of which 0 is success. */
  public static final String STATUS = "rpc.grpc.status_code";

  private RpcMethods() {}

  /** Whether {@code method} is of a call; an HTTP method has no slash. */
  public static boolean isRpc(String method) {
    return method.indexOf('/') >= 0;
  }

  /** The service of a call. */
  public static String service(String method) {
    return method.substring(0, method.lastIndexOf('/'));
  }

  /** The method of a call without its service. */
  public static String name(String method) {
    return method.substring(method.lastIndexOf('/') + 1);
  }

  /** What counts a request under: the method of a call, or the HTTP method. */
  static String methodOf(TracedRequest request) {
    String rpc = request.rpc();
    return rpc != null && isRpc(rpc) ? rpc : HttpMethods.known(request.method());
  }

  static void describe(Recording recording, String method) {
    recording.put(SYSTEM, "grpc");
    recording.put(SERVICE, service(method));
    recording.put(METHOD, name(method));
  }
}
