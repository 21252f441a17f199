package dev.weft.server.resources;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.http.Endpoint;
import dev.weft.server.http.Reply;
import java.util.List;

/** The paths under {@code /apis} of one kind. */
public final class ResourceRoutes {
  /** Parameters that would narrow or follow a list; to ignore one would be a wrong answer. */
  private static final List<String> NOT_SUPPORTED =
      List.of("watch", "labelSelector", "fieldSelector", "continue");

  private final ResourceKind kind;
  private final ResourceApi api;

  public ResourceRoutes(ResourceKind kind, ResourceApi api) {
    this.kind = kind;
    this.api = api;
  }

  /** Adds the paths to {@code server}, for those whom {@code gate} admits. */
  public void addTo(ServerBuilder server, Endpoint.Gate gate) {
    String root = "/apis/" + kind.apiVersion();
    String inNamespace = root + "/namespaces/{namespace}/" + kind.plural();
    server
        .route()
        .methods(HttpMethod.GET)
        .path(root + "/" + kind.plural())
        .build(new Endpoint(gate, this::listAll));
    server
        .route()
        .methods(HttpMethod.GET, HttpMethod.POST)
        .path(inNamespace)
        .build(new Endpoint(gate, this::collection));
    server
        .route()
        .methods(HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE)
        .path(inNamespace + "/{name}")
        .build(new Endpoint(gate, this::one));
  }

  private HttpResponse listAll(Call call) {
    requirePlainList(call);
    return Reply.of(200, api.list(null));
  }

  private HttpResponse collection(Call call) {
    String namespace = namespace(call);
    if (call.method() == HttpMethod.GET) {
      requirePlainList(call);
      return Reply.of(200, api.list(namespace));
    }
    return Reply.of(201, api.create(call.caller().name(), namespace, call.body(), DryRun.of(call)));
  }

  private HttpResponse one(Call call) {
    String namespace = namespace(call);
    String name = call.path("name");
    String actor = call.caller().name();
    if (call.method() == HttpMethod.GET) {
      return Reply.of(200, api.get(namespace, name));
    }
    if (call.method() == HttpMethod.PUT) {
      return Reply.of(200, api.replace(actor, namespace, name, call.body(), DryRun.of(call)));
    }
    return Reply.of(200, api.delete(actor, namespace, name, DeleteConditions.of(call)));
  }

  /** The namespace in the path of {@code call}. */
  public static String namespace(Call call) {
    String namespace = call.path("namespace");
    if (!Names.isLabel(namespace)) {
      throw ApiException.badRequest(
          "namespace", namespace + " (expected: an RFC 1123 label: a-z, 0-9 and '-')");
    }
    return namespace;
  }

  /** Refuses a list that is to be narrowed in a way the server does not know. */
  public static void requirePlainList(Call call) {
    for (String name : NOT_SUPPORTED) {
      if (call.query(name).filter(it -> !it.isEmpty() && !it.equals("false")).isPresent()) {
        throw ApiException.badRequest(name, "not supported (expected: absent)");
      }
    }
  }
}
