package dev.weft.agent.http;

import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.Unprotected;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The copies of libraries that were met: one for each class loader and relocation. Keeps no class
 * loader alive.
 */
final class LibraryCopies {
  private record Key(Library library, String prefix) {}

  /** The boot loader is null. */
  private final Map<@Nullable ClassLoader, Map<Key, Place>> copies = new WeakHashMap<>();

  private boolean ended; // Guarded by copies.

  private final EventLog log;
  private final Unprotected unprotected;
  private final Faults faults;
  private final EarlierClasses earlier;

  LibraryCopies(EventLog log, Unprotected unprotected, Faults faults, EarlierClasses earlier) {
    this.earlier = earlier;
    this.log = log;
    this.unprotected = unprotected;
    this.faults = faults;
  }

  /**
   * The copy of {@code library} in {@code loader}, looked at and prepared if this is its first
   * class.
   *
   * @param prefix what relocation put before its names, with slashes; empty for none
   * @param domain of the class that is being loaded
   */
  LibraryCopy of(
      Library library,
      String prefix,
      @Nullable ClassLoader loader,
      @Nullable ProtectionDomain domain) {
    Place place;
    synchronized (copies) {
      place =
          copies
              .computeIfAbsent(loader, it -> new HashMap<>())
              .computeIfAbsent(new Key(library, prefix), it -> new Place(ended));
    }
    return place.copy(library, prefix, loader, domain);
  }

  /** Leaves every copy that is met from now on untouched. */
  void end() {
    List<Place> places = new ArrayList<>();
    synchronized (copies) {
      ended = true;
      copies.values().forEach(ofLoader -> places.addAll(ofLoader.values()));
    }
    places.forEach(Place::end);
  }

  /** How many copies of libraries of that kind are woven; waits for those being prepared. */
  int woven(Class<? extends Library> kind) {
    List<Place> places = new ArrayList<>();
    synchronized (copies) {
      for (Map<Key, Place> ofLoader : copies.values()) {
        ofLoader.forEach(
            (key, place) -> {
              if (kind.isInstance(key.library())) {
                places.add(place);
              }
            });
      }
    }
    int count = 0;
    for (Place place : places) {
      count += place.isWoven() ? 1 : 0;
    }
    return count;
  }

  /**
   * Where a copy is, or will be. Each has a lock of its own, because preparing asks class loaders,
   * whose locks other threads may hold that are on their way here for another copy.
   */
  private final class Place {
    private @Nullable LibraryCopy copy;

    Place(boolean untouched) {
      copy = untouched ? LibraryCopy.untouched() : null;
    }

    /** Waits for the one who prepares it, if anybody does. */
    synchronized void end() {
      copy = copy == null ? LibraryCopy.untouched() : copy;
    }

    synchronized boolean isWoven() {
      return copy != null && copy.isWoven();
    }

    synchronized LibraryCopy copy(
        Library library,
        String prefix,
        @Nullable ClassLoader loader,
        @Nullable ProtectionDomain domain) {
      LibraryCopy known = copy;
      if (known == null) {
        // What its own preparation brings to be loaded, if anything, stays as it is.
        copy = LibraryCopy.untouched();
        known = prepare(library, prefix, loader, domain);
        copy = known;
      }
      return known;
    }
  }

  private LibraryCopy prepare(
      Library library,
      String prefix,
      @Nullable ClassLoader loader,
      @Nullable ProtectionDomain domain) {
    String name = prefix.isEmpty() ? library.name() : library.name() + " in " + prefix;
    String at = loader == null ? "boot" : loader.getClass().getName();
    try {
      long start = System.nanoTime();
      LibraryCopy copy = LibraryCopy.prepare(library, prefix, loader, domain, earlier);
      long millis = (System.nanoTime() - start) / 1_000_000;
      if (copy.isWoven()) {
        String event = library instanceof TransportLibrary ? "native.transport" : "http.library";
        log.info(event, "name", name, "loader", at, "done", "woven", "took_ms", millis);
      }
      return copy;
    } catch (UnfitException e) {
      leftAlone(library, name, e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      faults.caught("http.prepare", e);
      leftAlone(library, name, "it could not be woven");
    }
    return LibraryCopy.untouched();
  }

  private void leftAlone(Library library, String name, @Nullable String why) {
    if (library instanceof ServerLibrary) {
      unprotected.add(name, "requests are not judged: " + why);
    } else if (library instanceof TransportLibrary) {
      log.warn("native.transport", "name", name, "done", "switched off", "why", why);
    } else {
      log.warn("http.library", "name", name, "done", "left as it is, not traced", "why", why);
    }
  }
}
