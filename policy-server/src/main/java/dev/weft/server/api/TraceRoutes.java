package dev.weft.server.api;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.core.json.JsonObject;
import dev.weft.server.access.Attempt;
import dev.weft.server.access.gate.Authorizer;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.http.Endpoint;
import dev.weft.server.resources.Forms;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.schema.Kinds;
import dev.weft.server.resources.schema.Verb;
import dev.weft.server.traces.TraceQuery;
import dev.weft.server.traces.TraceResource;
import dev.weft.server.traces.TraceStore;
import java.time.InstantSource;

/** The recent traces, the newest first, and each with its spans. */
final class TraceRoutes {
  private static final KindInfo KIND = Kinds.TRACE;
  private static final String PATH = "/apis/" + KIND.apiVersion() + "/" + KIND.plural();

  private final TraceStore traces;
  private final Authorizer authorizer;
  private final InstantSource clock;

  TraceRoutes(TraceStore traces, Authorizer authorizer, InstantSource clock) {
    this.traces = traces;
    this.authorizer = authorizer;
    this.clock = clock;
  }

  void addTo(ServerBuilder server, Endpoint.Admission gate) {
    server.route().methods(HttpMethod.GET).path(PATH).build(new Endpoint(gate, this::list));
    server
        .route()
        .methods(HttpMethod.GET)
        .path(PATH + "/{name}")
        .build(new Endpoint(gate, this::one));
  }

  private HttpResponse list(Call call) {
    require(call, Verb.LIST, "");
    JsonObject list = TraceResource.list(traces.list(TraceQuery.read(call::query)));
    return Forms.reply(KIND, call, 200, list, clock.instant());
  }

  private HttpResponse one(Call call) {
    String name = call.path("name");
    require(call, Verb.GET, name);
    JsonObject found =
        traces
            .find(name)
            .map(TraceResource::whole)
            .orElseThrow(
                () -> new ApiException(404, KIND.qualified() + " \"" + name + "\" not found"));
    return Forms.reply(KIND, call, 200, found, clock.instant());
  }

  private void require(Call call, Verb verb, String name) {
    authorizer.require(
        call.caller(), new Attempt(verb.text(), KIND.group(), KIND.plural(), "", "", name));
  }
}
