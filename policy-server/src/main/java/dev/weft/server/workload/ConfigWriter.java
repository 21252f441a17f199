package dev.weft.server.workload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.core.control.Fingerprint;
import dev.weft.core.json.JsonString;
import dev.weft.server.directory.DirectoryEntry;
import dev.weft.server.store.Resource;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what workloads pull, format 2: the whole config, or what changed of it. What was written
 * is kept, within bounds, for the next who needs the same. Safe for use by many threads.
 */
final class ConfigWriter {
  /** All that is kept, in bytes. */
  private static final long MAX_KEPT = 64L << 20;

  private final Cache<Shelved, byte[]> shelves =
      Caffeine.newBuilder()
          .maximumWeight(MAX_KEPT)
          .weigher((Shelved key, byte[] text) -> text.length + 100)
          .executor(Runnable::run)
          .build();

  private final Cache<Changed, ConfigText> changes =
      Caffeine.newBuilder()
          .maximumWeight(MAX_KEPT)
          .weigher((Changed key, ConfigText text) -> text.length() + 200)
          .executor(Runnable::run)
          .build();

  /** A shelf with what was on it. */
  private record Shelved(Shelf shelf, ShelfState state) {}

  /** The changes for a scope from the first that concerns it. */
  private record Changed(ConfigScope scope, long first, long edition) {}

  /** The whole config for {@code scope}. */
  ConfigText whole(ConfigState state, ConfigScope scope) {
    TextBuilder text = new TextBuilder();
    start(text, state);
    text.add(",\"settings\":").add(state.source().settingsJson());
    for (Section section : Section.values()) {
      text.add(",\"" + section.field() + "\":{\"all\":[");
      List<Shelf> shelvesOfIt = scope.shelves(section, state.source().rootNamespace());
      addAll(text, state, shelvesOfIt);
      text.add("]");
      end(text, state, shelvesOfIt);
    }
    text.add(",\"bundle\":").add(new JsonString(state.source().bundle())).add("}");
    return ConfigText.of(text.pieces());
  }

  /**
   * What {@code scope} lacks that knows revision {@code after}; the whole when it is not known any
   * more what that is.
   */
  ConfigText since(ConfigState state, ConfigScope scope, long after) {
    DeltaLog log = state.log();
    if (after < log.floor() || after > state.revision()) {
      return whole(state, scope);
    }
    Delta delta = Delta.of(log, scope.shelves(state.source().rootNamespace()), after);
    // Most changes are for all hosts of a namespace, which then share one text.
    ConfigScope shared =
        delta.touches(Section.DIRECTORY) ? scope : new ConfigScope(scope.namespace(), "");
    return changes.get(
        new Changed(shared, delta.first(), state.edition()), key -> write(state, shared, delta));
  }

  private ConfigText write(ConfigState state, ConfigScope scope, Delta delta) {
    TextBuilder text = new TextBuilder();
    start(text, state);
    text.add(",\"base\":" + (delta.isEmpty() ? state.revision() : delta.first() - 1));
    for (Section section : Section.values()) {
      if (delta.touches(section)) {
        List<Shelf> shelvesOfIt = scope.shelves(section, state.source().rootNamespace());
        text.add(",\"" + section.field() + "\":{");
        if (delta.isWhole(section)) {
          text.add("\"all\":[");
          addAll(text, state, shelvesOfIt);
          text.add("]");
        } else {
          addTouched(text, state, delta.touched(section));
        }
        end(text, state, shelvesOfIt);
      }
    }
    return ConfigText.of(text.add("}").pieces());
  }

  private static void start(TextBuilder text, ConfigState state) {
    text.add("{\"format\":2,\"revision\":" + state.revision());
    text.add(",\"source\":\"" + state.source().id() + "\"");
  }

  /** Ends a section, whose shelves are {@code shelvesOfIt}, with what it holds in numbers. */
  private static void end(TextBuilder text, ConfigState state, List<Shelf> shelvesOfIt) {
    int size = 0;
    long sum = 0;
    for (Shelf shelf : shelvesOfIt) {
      size += state.shelf(shelf).size();
      sum += state.shelf(shelf).sum();
    }
    text.add(",\"size\":" + size + ",\"sum\":\"" + Fingerprint.text(sum) + "\"}");
  }

  private void addAll(TextBuilder text, ConfigState state, List<Shelf> all) {
    boolean first = true;
    for (Shelf shelf : all) {
      ShelfState held = state.shelf(shelf);
      if (held.size() > 0) {
        if (!first) {
          text.add(",");
        }
        first = false;
        text.share(shelves.get(new Shelved(shelf, held), key -> entries(state, key.shelf())));
      }
    }
  }

  private static byte[] entries(ConfigState state, Shelf shelf) {
    List<byte[]> entries = new ArrayList<>();
    if (shelf.section() == Section.DIRECTORY) {
      for (DirectoryEntry entry : state.directory().of(shelf.name())) {
        entries.add(entry.json());
      }
    } else {
      for (Resource policy : state.policies(shelf)) {
        entries.add(PolicyText.bytes(policy));
      }
    }
    TextBuilder text = new TextBuilder();
    addList(text, entries);
    return text.bytes();
  }

  private static void addTouched(TextBuilder text, ConfigState state, List<Touch> touched) {
    List<byte[]> changed = new ArrayList<>();
    List<byte[]> removed = new ArrayList<>();
    for (Touch touch : touched) {
      if (touch instanceof Touch.OfPlace one) {
        DirectoryEntry entry = state.directory().get(one.place());
        if (entry == null) {
          removed.add(one.nameJson());
        } else {
          changed.add(entry.json());
        }
      } else if (touch instanceof Touch.OfPolicy one) {
        Resource policy = state.policy(one.key());
        if (policy == null) {
          removed.add(one.nameJson());
        } else {
          changed.add(PolicyText.bytes(policy));
        }
      }
    }
    text.add("\"changed\":[");
    addList(text, changed);
    text.add("],\"removed\":[");
    addList(text, removed);
    text.add("]");
  }

  private static void addList(TextBuilder text, List<byte[]> entries) {
    for (int i = 0; i < entries.size(); i++) {
      if (i > 0) {
        text.add(",");
      }
      text.add(entries.get(i));
    }
  }
}
