package dev.weft.server.api;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.http.Endpoint;
import dev.weft.server.http.Reply;
import dev.weft.server.resources.discovery.Discovery;
import dev.weft.server.resources.discovery.DiscoveryDocument;
import dev.weft.server.resources.discovery.ServerVersion;
import dev.weft.server.resources.schema.Kinds;
import dev.weft.server.resources.schema.OpenApiDocument;
import dev.weft.server.resources.schema.OpenApiV2;
import dev.weft.server.resources.schema.OpenApiV3;
import dev.weft.server.resources.table.Accept;
import java.util.Optional;

/** What there is: discovery, OpenAPI, the server's version. */
final class DiscoveryRoutes {
  private final Discovery discovery = new Discovery(Kinds.ALL);
  private final ServerVersion version;
  private final OpenApiV3 openApi;

  DiscoveryRoutes(ServerVersion version) {
    this.version = version;
    this.openApi = OpenApiV3.of(Kinds.ALL, version.gitVersion());
  }

  void addTo(ServerBuilder server, Endpoint.Admission gate) {
    add(server, gate, "/version", call -> Reply.of(200, version.toJson()));
    add(server, gate, "/api", call -> reply(discovery.api(accept(call))));
    add(server, gate, "/apis", call -> reply(discovery.apis(accept(call))));
    add(server, gate, "/apis/{group}", call -> found(discovery.group(call.path("group"))));
    add(
        server,
        gate,
        "/apis/{group}/{version}",
        call -> found(discovery.resources(call.path("group"), call.path("version"))));
    add(server, gate, OpenApiV2.PATH, this::openApiV2);
    add(server, gate, OpenApiV3.PATH, call -> reply(call, openApi.index()));
    add(
        server,
        gate,
        OpenApiV3.PATH + "/apis/{group}/{version}",
        call ->
            reply(
                call,
                openApi
                    .document(call.path("group"), call.path("version"))
                    .orElseThrow(DiscoveryRoutes::notFound)));
  }

  private HttpResponse openApiV2(Call call) {
    boolean json =
        accept(call).ranges().stream()
            .findFirst()
            .filter(it -> it.includes("application", "json"))
            .isPresent();
    return json
        ? Reply.of(200, OpenApiV2.json(version.gitVersion()))
        : Reply.of(
            200, MediaType.parse(OpenApiV2.PROTOBUF), OpenApiV2.protobuf(version.gitVersion()));
  }

  private static void add(
      ServerBuilder server, Endpoint.Admission gate, String path, Endpoint.Handler handler) {
    server.route().methods(HttpMethod.GET).path(path).build(new Endpoint(gate, handler));
  }

  private static Accept accept(Call call) {
    return Accept.of(String.join(",", call.headers().getAll(HttpHeaderNames.ACCEPT)));
  }

  private static HttpResponse reply(DiscoveryDocument document) {
    return Reply.of(
        200, MediaType.parse(document.contentType()), JsonWriter.writeBytes(document.body()));
  }

  /** With its hash as a tag, so that a client that has it need not fetch it again. */
  private static HttpResponse reply(Call call, OpenApiDocument document) {
    String tag = "\"" + document.hash() + "\"";
    return tag.equals(call.headers().get(HttpHeaderNames.IF_NONE_MATCH))
        ? Reply.notModified(tag)
        : Reply.tagged(document.bytes(), tag);
  }

  private static HttpResponse found(Optional<JsonObject> body) {
    return Reply.of(200, body.orElseThrow(DiscoveryRoutes::notFound));
  }

  private static ApiException notFound() {
    return new ApiException(404, "the server could not find the requested resource");
  }
}
