package dev.weft.server.resources.history;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.access.Attempt;
import dev.weft.server.access.gate.Authorizer;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.http.Cause;
import dev.weft.server.http.Endpoint;
import dev.weft.server.resources.Forms;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.resources.ResourceRoutes;
import dev.weft.server.resources.ResourceWriter;
import dev.weft.server.resources.WriteOptions;
import dev.weft.server.store.HistoryEntry;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The paths of the revisions of resources of one kind: to list, see, compare and restore them. */
public final class HistoryRoutes {
  private static final Set<String> ROLLBACK = Set.of("apiVersion", "kind", "metadata", "spec");

  private final ResourceKind kind;
  private final ResourceStore store;
  private final ResourceWriter writer;
  private final Authorizer authorizer;
  private final InstantSource clock;

  public HistoryRoutes(
      ResourceKind kind,
      ResourceStore store,
      ResourceWriter writer,
      Authorizer authorizer,
      InstantSource clock) {
    this.kind = kind;
    this.store = store;
    this.writer = writer;
    this.authorizer = authorizer;
    this.clock = clock;
  }

  /** Adds the paths below those of {@code collection}. */
  public void addTo(ServerBuilder server, Endpoint.Admission gate, String collection) {
    server
        .route()
        .methods(HttpMethod.GET)
        .path(collection + "/{name}/revisions")
        .build(new Endpoint(gate, this::list));
    server
        .route()
        .methods(HttpMethod.GET)
        .path(collection + "/{name}/revisions/{revision}")
        .build(new Endpoint(gate, this::one));
    server
        .route()
        .methods(HttpMethod.GET)
        .path(collection + "/{name}/diff")
        .build(new Endpoint(gate, this::difference));
    server
        .route()
        .methods(HttpMethod.POST)
        .path(collection + "/{name}/rollback")
        .build(new Endpoint(gate, this::rollback));
  }

  private HttpResponse list(Call call) {
    List<JsonValue> items = new ArrayList<>();
    entries(call, "get", "revisions").forEach(it -> items.add(RevisionJson.json(it)));
    return answer(call, RevisionJson.list(store.snapshot().revision(), items));
  }

  private HttpResponse one(Call call) {
    long revision = revision("revision", call.path("revision"));
    return answer(call, RevisionJson.json(find(entries(call, "get", "revisions"), revision)));
  }

  /** By default, from the revision before the newest to the newest. */
  private HttpResponse difference(Call call) {
    List<HistoryEntry> entries = entries(call, "get", "diff");
    Optional<Long> from = call.query("from").map(it -> revision("from", it));
    Optional<Long> to = call.query("to").map(it -> revision("to", it));
    HistoryEntry after = to.isPresent() ? find(entries, to.get()) : entries.get(0);
    Optional<HistoryEntry> before =
        from.isPresent() ? Optional.of(find(entries, from.get())) : previous(entries, after);
    return answer(call, RevisionJson.difference(before, after));
  }

  private HttpResponse rollback(Call call) {
    List<HistoryEntry> entries = entries(call, "create", "rollback");
    Forms.requireAnswerable(kind.info(), call, false);
    HistoryEntry wanted = find(entries, wantedRevision(call.body()));
    if (wanted.type() == HistoryEntry.Type.DELETE) {
      throw ApiException.badRequest(
          "spec.revision",
          wanted.revision() + " is a deletion (expected: a revision at which it was written)");
    }
    return answer(
        call,
        writer.restore(
            ResourceRoutes.namespace(kind.info(), call),
            call.path("name"),
            wanted.resource().body(),
            WriteOptions.of(call)));
  }

  private static long wantedRevision(JsonObject body) {
    List<Cause> causes = new ArrayList<>();
    for (String name : body.members().keySet()) {
      if (!ROLLBACK.contains(name)) {
        causes.add(new Cause(name, "unknown field (expected: apiVersion, kind, spec)"));
      }
    }
    if (body.get("kind") != null && !"Rollback".equals(body.string("kind"))) {
      causes.add(new Cause("kind", "another kind (expected: Rollback)"));
    }
    JsonObject spec = body.object("spec");
    for (String name : spec.members().keySet()) {
      if (!name.equals("revision")) {
        causes.add(new Cause("spec." + name, "unknown field (expected: revision)"));
      }
    }
    if (!(spec.get("revision") instanceof JsonNumber number)
        || number.value().stripTrailingZeros().scale() > 0
        || number.value().signum() <= 0
        || number.value().precision() - number.value().scale() > 18) {
      causes.add(
          new Cause("spec.revision", "missing or no revision (expected: a number of revisions)"));
      throw ApiException.invalid("Rollback", causes);
    }
    if (!causes.isEmpty()) {
      throw ApiException.invalid("Rollback", causes);
    }
    return number.longValueExact();
  }

  private List<HistoryEntry> entries(Call call, String verb, String part) {
    String namespace = ResourceRoutes.namespace(kind.info(), call);
    String name = call.path("name");
    authorizer.require(
        call.caller(),
        new Attempt(verb, kind.info().group(), kind.info().plural(), part, namespace, name));
    ResourceKey key = kind.key(namespace, name);
    List<HistoryEntry> entries = store.history(key);
    if (entries.isEmpty()) {
      throw new ApiException(
          404, kind.info().qualified() + " \"" + name + "\" has no revisions here");
    }
    return entries;
  }

  private static Optional<HistoryEntry> previous(List<HistoryEntry> entries, HistoryEntry entry) {
    return entries.stream().filter(it -> it.revision() < entry.revision()).findFirst();
  }

  private static HistoryEntry find(List<HistoryEntry> entries, long revision) {
    return entries.stream()
        .filter(it -> it.revision() == revision)
        .findFirst()
        .orElseThrow(
            () ->
                new ApiException(
                    404,
                    "revision: "
                        + revision
                        + " not found (expected: one of those under /revisions)"));
  }

  private static long revision(String field, String text) {
    if (!text.matches("\\d{1,18}")) {
      throw ApiException.badRequest(field, "no revision (expected: a whole number)");
    }
    return Long.parseLong(text);
  }

  private HttpResponse answer(Call call, JsonObject body) {
    return Forms.reply(kind.info(), call, 200, body, clock.instant());
  }
}
