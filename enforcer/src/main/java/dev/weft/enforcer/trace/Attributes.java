package dev.weft.enforcer.trace;

/**
 * The names of attributes: OpenTelemetry's conventions for HTTP and, as of 1.45, for gRPC (both
 * stable), and Weft's own.
 */
final class Attributes {
  static final String METHOD = "http.request.method";
  static final String METHOD_ORIGINAL = "http.request.method_original";
  static final String STATUS = "http.response.status_code";
  static final String RPC_SYSTEM = "rpc.system.name";
  static final String RPC_METHOD = "rpc.method";
  static final String RPC_METHOD_ORIGINAL = "rpc.method_original";
  static final String RPC_STATUS = "rpc.response.status_code";
  static final String PATH = "url.path";
  static final String SCHEME = "url.scheme";
  static final String SERVER_ADDRESS = "server.address";
  static final String SERVER_PORT = "server.port";
  static final String ERROR_TYPE = "error.type";
  static final String PROTOCOL_VERSION = "network.protocol.version";
  static final String USER_AGENT = "user_agent.original";
  static final String SOURCE = "weft.source.identity";
  static final String DESTINATION = "weft.destination.identity";
  static final String VERDICT = "weft.verdict";
  static final String POLICY = "weft.policy";

  private Attributes() {}
}
