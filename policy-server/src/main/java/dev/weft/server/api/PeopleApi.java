package dev.weft.server.api;

import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.core.policy.MeshSettings;
import dev.weft.server.access.gate.Authorizer;
import dev.weft.server.http.Endpoint;
import dev.weft.server.resources.ListTools;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.resources.ResourceRoutes;
import dev.weft.server.resources.discovery.ServerVersion;
import dev.weft.server.resources.watch.Watches;
import dev.weft.server.store.Database;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.traces.TraceStore;
import java.time.InstantSource;
import java.util.List;

/**
 * Every path for people.
 *
 * @param kinds the kinds of resource that are stored
 * @param store the resources
 * @param mesh what the meaning of policies depends on beside themselves
 * @param database what is kept beside them
 * @param tools what lists share
 * @param watches the watches that are open
 * @param gate admits people
 * @param authorizer says what they may
 * @param version what the server says that it is
 * @param traces the recent traces
 * @param clock the time
 */
public record PeopleApi(
    List<ResourceKind> kinds,
    ResourceStore store,
    MeshSettings mesh,
    Database database,
    ListTools tools,
    Watches watches,
    Endpoint.Admission gate,
    Authorizer authorizer,
    ServerVersion version,
    TraceStore traces,
    InstantSource clock) {

  /** Adds the paths to {@code server}. */
  public void addTo(ServerBuilder server) {
    ResourceRoutes.Shared shared =
        new ResourceRoutes.Shared(store, tools, watches, authorizer, clock);
    for (ResourceKind kind : kinds) {
      new ResourceRoutes(kind, shared).addTo(server, gate);
    }
    new DiscoveryRoutes(version).addTo(server, gate);
    new AuditRoutes(database, authorizer, clock).addTo(server, gate);
    new TraceRoutes(traces, authorizer, clock).addTo(server, gate);
    new AccessReviewRoutes(store, mesh, authorizer, clock).addTo(server, gate);
    SelfReviewRoutes.addTo(server, gate);
  }
}
