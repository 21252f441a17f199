package dev.weft.server.api;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.MeshSettings;
import dev.weft.server.access.Attempt;
import dev.weft.server.access.gate.Authorizer;
import dev.weft.server.http.Call;
import dev.weft.server.http.Endpoint;
import dev.weft.server.resources.Forms;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.schema.Kinds;
import dev.weft.server.resources.schema.Verb;
import dev.weft.server.review.AccessReviewEvaluator;
import dev.weft.server.store.ResourceStore;
import java.time.InstantSource;

/** "May this caller send this request to this workload?" The answer is kept nowhere. */
final class AccessReviewRoutes {
  private static final KindInfo KIND = Kinds.ACCESS_REVIEW;

  private final AccessReviewEvaluator evaluator = new AccessReviewEvaluator();
  private final ResourceStore store;
  private final MeshSettings mesh;
  private final Authorizer authorizer;
  private final InstantSource clock;

  AccessReviewRoutes(
      ResourceStore store, MeshSettings mesh, Authorizer authorizer, InstantSource clock) {
    this.store = store;
    this.mesh = mesh;
    this.authorizer = authorizer;
    this.clock = clock;
  }

  void addTo(ServerBuilder server, Endpoint.Admission gate) {
    server
        .route()
        .methods(HttpMethod.POST)
        .path("/apis/" + KIND.apiVersion() + "/" + KIND.plural())
        .build(new Endpoint(gate, this::create));
  }

  private HttpResponse create(Call call) {
    authorizer.require(
        call.caller(), new Attempt(Verb.CREATE.text(), KIND.group(), KIND.plural(), "", "", ""));
    JsonObject body = call.body();
    String namespace = body.object("spec").object("workload").string("namespace");
    // Who may not see a workload must not learn by questions who may call it.
    authorizer.requireView(call.caller(), namespace == null ? "" : namespace);
    JsonObject answered = evaluator.evaluate(body, store.snapshot(), mesh);
    return Forms.reply(KIND, call, 201, answered, clock.instant());
  }
}
