package dev.weft.server.tokens;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.server.http.Call;
import dev.weft.server.http.Endpoint;
import dev.weft.server.http.Reply;
import dev.weft.server.resources.DryRun;
import dev.weft.server.resources.ResourceRoutes;

/** The paths of join tokens. A token cannot be changed, so there is no PUT. */
public final class JoinTokenRoutes {
  private final JoinTokens tokens;

  public JoinTokenRoutes(JoinTokens tokens) {
    this.tokens = tokens;
  }

  /** Adds the paths to {@code server}, for those whom {@code gate} admits. */
  public void addTo(ServerBuilder server, Endpoint.Gate gate) {
    String inNamespace =
        "/apis/"
            + JoinTokens.KIND.apiVersion()
            + "/namespaces/{namespace}/"
            + JoinTokens.KIND.plural();
    server
        .route()
        .methods(HttpMethod.GET, HttpMethod.POST)
        .path(inNamespace)
        .build(new Endpoint(gate, this::collection));
    server
        .route()
        .methods(HttpMethod.GET, HttpMethod.DELETE)
        .path(inNamespace + "/{name}")
        .build(new Endpoint(gate, this::one));
  }

  private HttpResponse collection(Call call) {
    String namespace = ResourceRoutes.namespace(call);
    if (call.method() == HttpMethod.GET) {
      ResourceRoutes.requirePlainList(call);
      return Reply.of(200, tokens.list(namespace));
    }
    return Reply.of(
        201, tokens.create(call.caller().name(), namespace, call.body(), DryRun.of(call)));
  }

  private HttpResponse one(Call call) {
    String namespace = ResourceRoutes.namespace(call);
    String name = call.path("name");
    return call.method() == HttpMethod.GET
        ? Reply.of(200, tokens.get(namespace, name))
        : Reply.of(200, tokens.delete(call.caller().name(), namespace, name, DryRun.of(call)));
  }
}
