package dev.weft.server.resources;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.core.json.JsonObject;
import dev.weft.server.access.Attempt;
import dev.weft.server.access.gate.Authorizer;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.http.Endpoint;
import dev.weft.server.http.Reply;
import dev.weft.server.resources.history.HistoryRoutes;
import dev.weft.server.resources.list.Page;
import dev.weft.server.resources.list.ResourceLists;
import dev.weft.server.resources.list.Selection;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.schema.Scope;
import dev.weft.server.resources.schema.Verb;
import dev.weft.server.resources.table.Accept;
import dev.weft.server.resources.watch.Watches;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceStore;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The paths under {@code /apis} of one kind. */
public final class ResourceRoutes {
  private final ResourceKind kind;
  private final ResourceStore store;
  private final ResourceWriter writer;
  private final ResourceLists lists;
  private final Watches watches;
  private final Authorizer authorizer;
  private final InstantSource clock;

  /** What the routes of all kinds share. */
  public record Shared(
      ResourceStore store,
      ListTools tools,
      Watches watches,
      Authorizer authorizer,
      InstantSource clock) {}

  public ResourceRoutes(ResourceKind kind, Shared shared) {
    this.kind = kind;
    this.store = shared.store();
    this.writer = new ResourceWriter(kind, shared.store(), shared.clock());
    this.lists =
        new ResourceLists(kind, shared.store(), shared.tools().shelf(), shared.tools().tokens());
    this.watches = shared.watches();
    this.authorizer = shared.authorizer();
    this.clock = shared.clock();
  }

  /** Adds the paths to {@code server}, for those whom {@code gate} admits. */
  public void addTo(ServerBuilder server, Endpoint.Admission gate) {
    KindInfo info = kind.info();
    String root = "/apis/" + info.apiVersion();
    String collection =
        info.scope() == Scope.NAMESPACED
            ? root + "/namespaces/{namespace}/" + info.plural()
            : root + "/" + info.plural();
    if (info.scope() == Scope.NAMESPACED) {
      server
          .route()
          .methods(HttpMethod.GET)
          .path(root + "/" + info.plural())
          .build(new Endpoint(gate, call -> list(call, null)));
    }
    server
        .route()
        .methods(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE)
        .path(collection)
        .build(new Endpoint(gate, this::collection));
    server
        .route()
        .methods(HttpMethod.GET, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)
        .path(collection + "/{name}")
        .build(new Endpoint(gate, this::one));
    if (info.subresources().stream().anyMatch(it -> it.name().equals("status"))) {
      server
          .route()
          .methods(HttpMethod.GET)
          .path(collection + "/{name}/status")
          .build(new Endpoint(gate, call -> get(call, "status")));
    }
    if (info.subresources().stream().anyMatch(it -> it.name().equals("revisions"))) {
      new HistoryRoutes(kind, store, writer, authorizer, clock).addTo(server, gate, collection);
    }
  }

  private HttpResponse collection(Call call) {
    String namespace = namespace(kind.info(), call);
    return switch (call.method()) {
      case GET, HEAD -> list(call, namespace);
      case POST -> {
        require(call, Verb.CREATE, namespace, "");
        Forms.requireAnswerable(kind.info(), call, false);
        JsonObject made = writer.create(namespace, call.body(), WriteOptions.of(call));
        yield answer(call, 201, made);
      }
      case DELETE -> {
        require(call, Verb.DELETE, "deletecollection", namespace, "");
        Forms.requireAnswerable(kind.info(), call, true);
        Selection selection = Selection.of(call, kind.info(), namespace);
        DeleteConditions conditions = DeleteConditions.of(call);
        if (conditions.resourceVersion().isPresent() || conditions.uid().isPresent()) {
          throw ApiException.badRequest(
              "preconditions", "set for a collection (expected: absent; they name one resource)");
        }
        yield answer(
            call, 200, writer.deleteCollection(namespace, selection, conditions.options(call)));
      }
      default -> throw Refusals.notAllowed(call.method());
    };
  }

  private HttpResponse list(Call call, @Nullable String namespace) {
    String where = namespace == null ? "" : namespace;
    if (Watches.isWatch(call)) {
      require(call, Verb.WATCH, where, "");
      return watches.begin(
          call,
          kind,
          Selection.of(call, kind.info(), namespace),
          Forms.answers(kind.info(), call, Accept.of(Forms.accept(call)).watch()));
    }
    require(call, Verb.LIST, where, "");
    Selection selection = Selection.of(call, kind.info(), namespace);
    return answer(call, 200, lists.list(selection, Page.of(call)));
  }

  private HttpResponse one(Call call) {
    String namespace = namespace(kind.info(), call);
    String name = call.path("name");
    return switch (call.method()) {
      case GET, HEAD -> get(call, "");
      case PUT -> {
        require(call, Verb.UPDATE, namespace, name);
        Forms.requireAnswerable(kind.info(), call, false);
        JsonObject made = writer.replace(namespace, name, call.body(), WriteOptions.of(call));
        yield answer(call, 200, made);
      }
      case PATCH -> patch(call, namespace, name);
      case DELETE -> {
        require(call, Verb.DELETE, namespace, name);
        DeleteConditions conditions = DeleteConditions.of(call);
        yield Reply.of(200, writer.delete(namespace, name, conditions, conditions.options(call)));
      }
      default -> throw Refusals.notAllowed(call.method());
    };
  }

  private HttpResponse patch(Call call, String namespace, String name) {
    require(call, Verb.PATCH, namespace, name);
    Forms.requireAnswerable(kind.info(), call, false);
    Patch patch = Patch.of(call);
    if (patch instanceof Patch.Apply apply) {
      if (store.snapshot().get(kind.key(namespace, name)) == null) {
        require(call, Verb.CREATE, namespace, name);
      }
      ResourceWriter.Applied made =
          writer.apply(namespace, name, apply.resource(), WriteOptions.ofApply(call));
      return answer(call, made.created() ? 201 : 200, made.resource());
    }
    Patch.Change change = (Patch.Change) patch;
    return answer(call, 200, writer.patch(namespace, name, change.change(), WriteOptions.of(call)));
  }

  private HttpResponse get(Call call, String subresource) {
    String namespace = namespace(kind.info(), call);
    String name = call.path("name");
    requireVerb(kind.info(), Verb.GET);
    authorizer.require(
        call.caller(),
        new Attempt(
            Verb.GET.text(),
            kind.info().group(),
            kind.info().plural(),
            subresource,
            namespace,
            name));
    ResourceKey key = kind.key(namespace, name);
    Resource found = store.snapshot().get(key);
    if (found == null) {
      throw Refusals.notFound(kind.info(), key);
    }
    return answer(call, 200, kind.strategy().view(found));
  }

  private HttpResponse answer(Call call, int code, JsonObject body) {
    return Forms.reply(kind.info(), call, code, body, clock.instant());
  }

  private void require(Call call, Verb verb, String namespace, String name) {
    require(call, verb, verb.text(), namespace, name);
  }

  private void require(Call call, Verb verb, String spelling, String namespace, String name) {
    requireVerb(kind.info(), verb);
    authorizer.require(
        call.caller(),
        new Attempt(spelling, kind.info().group(), kind.info().plural(), "", namespace, name));
  }

  /** Refuses what cannot be done with any resource of the kind. */
  static void requireVerb(KindInfo kind, Verb verb) {
    if (!kind.can(verb)) {
      throw new ApiException(
          405, "method: " + verb.text() + " is not supported for " + kind.qualified());
    }
  }

  /** The namespace in the path of {@code call}; empty for a kind of the whole mesh. */
  public static String namespace(KindInfo kind, Call call) {
    if (kind.scope() == Scope.CLUSTER) {
      return "";
    }
    String namespace = call.path("namespace");
    if (!Names.isLabel(namespace)) {
      throw ApiException.badRequest(
          "namespace", namespace + " (expected: an RFC 1123 label: a-z, 0-9 and '-')");
    }
    return namespace;
  }
}
