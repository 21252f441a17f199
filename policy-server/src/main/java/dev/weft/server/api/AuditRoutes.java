package dev.weft.server.api;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.core.json.JsonObject;
import dev.weft.server.access.Attempt;
import dev.weft.server.access.gate.Authorizer;
import dev.weft.server.audit.AuditEntry;
import dev.weft.server.audit.AuditLog;
import dev.weft.server.audit.AuditParameters;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.http.Endpoint;
import dev.weft.server.resources.Forms;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.schema.Kinds;
import dev.weft.server.resources.schema.Verb;
import dev.weft.server.store.Database;
import java.time.InstantSource;
import java.util.Optional;

/** The audit log, the newest first, page by page. */
final class AuditRoutes {
  private static final KindInfo KIND = Kinds.AUDIT_EVENT;
  private static final String PATH = "/apis/" + KIND.apiVersion() + "/" + KIND.plural();

  private final Database database;
  private final Authorizer authorizer;
  private final InstantSource clock;

  AuditRoutes(Database database, Authorizer authorizer, InstantSource clock) {
    this.database = database;
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
    JsonObject page =
        database.read(handle -> AuditLog.page(handle, AuditParameters.read(call::query)).list());
    return Forms.reply(KIND, call, 200, page, clock.instant());
  }

  private HttpResponse one(Call call) {
    String name = call.path("name");
    require(call, Verb.GET, name);
    Optional<AuditEntry> entry =
        name.matches("\\d{1,18}")
            ? database.read(handle -> AuditLog.find(handle, Long.parseLong(name)))
            : Optional.empty();
    JsonObject found =
        entry
            .orElseThrow(
                () -> new ApiException(404, KIND.qualified() + " \"" + name + "\" not found"))
            .resource();
    return Forms.reply(KIND, call, 200, found, clock.instant());
  }

  private void require(Call call, Verb verb, String name) {
    authorizer.require(
        call.caller(), new Attempt(verb.text(), KIND.group(), KIND.plural(), "", "", name));
  }
}
