package dev.weft.server.resources.list;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.resources.select.ContinueTokens;
import dev.weft.server.resources.select.ListPosition;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceSnapshot;
import dev.weft.server.store.ResourceStore;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/** Lists the resources of one kind, whole or page by page. */
public final class ResourceLists {
  /** How far a revision that somebody was given can be ahead of what this server knows. */
  private static final long MOST_AHEAD = 1_000_000;

  private final ResourceKind kind;
  private final ResourceStore store;
  private final SnapshotShelf shelf;
  private final ContinueTokens tokens;

  public ResourceLists(
      ResourceKind kind, ResourceStore store, SnapshotShelf shelf, ContinueTokens tokens) {
    this.kind = kind;
    this.store = store;
    this.shelf = shelf;
    this.tokens = tokens;
  }

  /**
   * The resources of {@code selection}, as far as {@code page} goes.
   *
   * @throws ApiException 410 when a list that was begun cannot be continued any more, 504 when the
   *     revision asked for has not come about yet
   */
  public JsonObject list(Selection selection, Page page) {
    if (page.continueToken().isPresent()) {
      ListPosition position = tokens.decode(page.continueToken().get(), selection.spelling());
      ResourceSnapshot snapshot =
          shelf.at(position.resourceVersion()).orElseThrow(ResourceLists::expired);
      return list(selection, page, snapshot, key(position));
    }
    ResourceSnapshot snapshot = snapshot(page);
    return list(selection, page, snapshot, kind.key("", ""));
  }

  private ResourceSnapshot snapshot(Page page) {
    ResourceSnapshot now = store.snapshot();
    long wanted = page.resourceVersion().orElse(0L);
    if (wanted > now.revision()) {
      store.catchUp();
      now = store.snapshot();
    }
    if (wanted > now.revision()) {
      throw tooLarge(wanted, now.revision());
    }
    if (page.match() == Page.Match.EXACT && wanted != now.revision()) {
      return shelf.at(wanted).orElseThrow(ResourceLists::expired);
    }
    return now;
  }

  private JsonObject list(
      Selection selection, Page page, ResourceSnapshot snapshot, ResourceKey after) {
    NavigableMap<ResourceKey, Resource> rest =
        snapshot
            .map(kind.info().group(), kind.info().kind(), selection.namespace())
            .tailMap(after, false);
    int limit = page.limit().orElse(Integer.MAX_VALUE);
    List<JsonValue> items = new ArrayList<>();
    ResourceKey last = after;
    int remaining = 0;
    for (Resource resource : rest.values()) {
      JsonObject view = kind.strategy().view(resource);
      if (!selection.test(view)) {
        continue;
      }
      if (items.size() < limit) {
        items.add(view);
        last = resource.key();
      } else {
        remaining++;
      }
    }
    JsonObject.Builder metadata =
        JsonObject.builder().put("resourceVersion", String.valueOf(snapshot.revision()));
    if (remaining > 0) {
      shelf.keep(snapshot);
      ListPosition position = new ListPosition(snapshot.revision(), last.namespace(), last.name());
      metadata.put("continue", tokens.encode(position, selection.spelling()));
      if (selection.isAll()) {
        metadata.put("remainingItemCount", remaining);
      }
    }
    return JsonObject.builder()
        .put("apiVersion", kind.info().apiVersion())
        .put("kind", kind.info().listKind())
        .put("metadata", metadata.build())
        .put("items", new JsonArray(items))
        .build();
  }

  private ResourceKey key(ListPosition position) {
    return kind.key(position.namespace(), position.name());
  }

  private static ApiException expired() {
    return new ApiException(
        410,
        "resourceVersion: too old (expected: one of the last minutes; start the list again without"
            + " continue)");
  }

  /**
   * The revision asked for has not come about. A client that got it from another server, or before
   * a restore, may come again; one so far ahead was never given to anybody.
   */
  public static ApiException tooLarge(long wanted, long newest) {
    if (wanted - newest > MOST_AHEAD) {
      return ApiException.badRequest(
          "resourceVersion", wanted + " (expected: one that a server gave, or none)");
    }
    return new ApiException(
        504,
        "Too large resource version: " + wanted + " (expected: at most " + newest + "; try again)");
  }
}
