package dev.weft.server.workload;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.access.limit.FailureLimit;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.BearerToken;
import dev.weft.server.http.Call;
import dev.weft.server.http.Caller;
import dev.weft.server.http.Endpoint;
import dev.weft.server.http.Reply;
import dev.weft.server.kubernetes.PodIdentity;
import dev.weft.server.kubernetes.ServiceAccountTokens;
import dev.weft.server.kubernetes.cluster.NodeProxies;
import dev.weft.server.kubernetes.cluster.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Tells a node's proxy, by the token of its own pod, which pods of its node it has to serve. */
final class NodePodsEndpoint implements Endpoint.Gate, Endpoint.Handler {
  private final Optional<ServiceAccountTokens> kubernetes;
  private final Optional<NodeProxies> proxies;
  private final FailureLimit failures;

  NodePodsEndpoint(
      Optional<ServiceAccountTokens> kubernetes,
      Optional<NodeProxies> proxies,
      FailureLimit failures) {
    this.kubernetes = kubernetes;
    this.proxies = proxies;
    this.failures = failures;
  }

  /** Lets everybody in: tokens are checked where threads may block. */
  @Override
  public Caller admit(ServiceRequestContext context, HttpRequest request) {
    return new Caller.Anonymous();
  }

  @Override
  public HttpResponse handle(Call call) {
    try {
      List<JsonValue> pods = new ArrayList<>();
      served(call).forEach(pod -> pods.add(json(pod)));
      return Reply.of(200, JsonObject.builder().put("pods", new JsonArray(pods)).build());
    } catch (ApiException refusal) {
      failures.count(call.source());
      throw refusal;
    }
  }

  private List<Pod> served(Call call) {
    if (kubernetes.isEmpty() || proxies.isEmpty()) {
      throw ApiException.forbidden(
          "pods: no node proxy is known here (expected: no such question)");
    }
    String token =
        BearerToken.of(call.headers())
            .orElseThrow(
                () ->
                    ApiException.unauthorized(
                        "no token (expected: Authorization: Bearer <the token of the proxy's"
                            + " pod>)"));
    PodIdentity proxy = kubernetes.get().check(token, () -> failures.requireFew(call.source()));
    return proxies.get().served(proxy);
  }

  private static JsonObject json(Pod pod) {
    JsonObject.Builder labels = JsonObject.builder();
    pod.labels().forEach(labels::put);
    JsonObject.Builder ports = JsonObject.builder();
    new TreeMap<>(pod.ports()).forEach((port, spoken) -> ports.put(port.toString(), spoken));
    return JsonObject.builder()
        .put("namespace", pod.namespace())
        .put("name", pod.name())
        .put("uid", pod.uid())
        .put("addresses", texts(pod.addresses()))
        .put("ports", ports.build())
        .put("labels", labels.build())
        .build();
  }

  private static JsonArray texts(Collection<String> all) {
    List<JsonValue> texts = new ArrayList<>();
    all.forEach(text -> texts.add(new JsonString(text)));
    return new JsonArray(texts);
  }
}
