package dev.weft.enforcer.trace;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request, and how often more was read of it than its method and headers. */
final class FakeRequest implements TracedRequest {
  private final String method;
  private final Map<String, String> headers = new TreeMap<>();
  private final String path;
  private final boolean grpc;
  int looks;

  FakeRequest(String method, String... headers) {
    this(method, "/cart", false, headers);
  }

  /** A call of gRPC. */
  static FakeRequest call(String path) {
    return new FakeRequest("POST", path, true);
  }

  private FakeRequest(String method, String path, boolean grpc, String... headers) {
    this.method = method;
    this.path = path;
    this.grpc = grpc;
    for (int i = 0; i < headers.length; i += 2) {
      this.headers.put(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]);
    }
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public String scheme() {
    looks++;
    return "http";
  }

  @Override
  public String path() {
    looks++;
    return path;
  }

  @Override
  public @Nullable String serverAddress() {
    looks++;
    return "orders.shop";
  }

  @Override
  public int serverPort() {
    looks++;
    return 8080;
  }

  @Override
  public boolean isGrpc() {
    return grpc;
  }

  @Override
  public @Nullable String protocolVersion() {
    looks++;
    return "1.1";
  }
}
