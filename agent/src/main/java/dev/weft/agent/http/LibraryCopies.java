package dev.weft.agent.http;

import dev.weft.agent.report.AgentLog;
import dev.weft.agent.report.Faults;
import dev.weft.agent.report.Unprotected;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The copies of libraries that were met: one for each class loader and relocation. Keeps no class
 * loader alive.
 */
final class LibraryCopies {
  private record Key(ServerLibrary library, String prefix) {}

  private final Map<ClassLoader, Map<Key, LibraryCopy>> copies = new WeakHashMap<>();
  private final AgentLog log;
  private final Unprotected unprotected;
  private final Faults faults;

  LibraryCopies(AgentLog log, Unprotected unprotected, Faults faults) {
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
      ServerLibrary library, String prefix, ClassLoader loader, @Nullable ProtectionDomain domain) {
    Key key = new Key(library, prefix);
    synchronized (copies) {
      LibraryCopy known = copies.getOrDefault(loader, Map.of()).get(key);
      if (known != null) {
        return known;
      }
      LibraryCopy copy = prepare(library, prefix, loader, domain);
      copies.computeIfAbsent(loader, it -> new HashMap<>()).put(key, copy);
      return copy;
    }
  }

  private LibraryCopy prepare(
      ServerLibrary library, String prefix, ClassLoader loader, @Nullable ProtectionDomain domain) {
    String name = prefix.isEmpty() ? library.name() : library.name() + " in " + prefix;
    String at = loader.getClass().getName();
    try {
      LibraryCopy copy = LibraryCopy.prepare(library, prefix, loader, domain);
      log.info("http.library", "name", name, "loader", at, "done", "woven");
      return copy;
    } catch (UnfitException e) {
      unprotected.add(name, "requests are not judged: " + e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      faults.caught("http.prepare", e);
      unprotected.add(name, "requests are not judged: it could not be woven");
    }
    return LibraryCopy.untouched();
  }
}
