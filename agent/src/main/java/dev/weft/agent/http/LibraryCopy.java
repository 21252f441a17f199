package dev.weft.agent.http;

import dev.weft.bootstrap.http.RequestView;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a library in one class loader. It is prepared as a whole when its first class is
 * loaded: checked, every class woven from its class file, the helpers defined. So nothing is woven
 * unless everything can be. Classes that are independent are only checked then, and woven as they
 * are loaded. Thread-safe.
 */
final class LibraryCopy {
  private static final class Prepared {
    final byte[] original;
    final byte[] woven;

    Prepared(byte[] original, byte[] woven) {
      this.original = original;
      this.woven = woven;
    }
  }

  private final @Nullable LibraryWeaver weaver;
  private final Map<String, Prepared> prepared;

  private LibraryCopy(@Nullable LibraryWeaver weaver, Map<String, Prepared> prepared) {
    this.weaver = weaver;
    this.prepared = prepared;
  }

  /** A copy that is left as it is. */
  static LibraryCopy untouched() {
    return new LibraryCopy(null, Map.of());
  }

  /**
   * Checks and prepares a copy; one without the library's mark is left untouched.
   *
   * @param earlier the classes that cannot be woven any more
   * @throws UnfitException when it is to be left untouched
   */
  static LibraryCopy prepare(
      Library library,
      String prefix,
      @Nullable ClassLoader loader,
      @Nullable ProtectionDomain domain,
      EarlierClasses earlier)
      throws UnfitException {
    requireBootTypes(loader);
    LibraryFiles files = new LibraryFiles(loader);
    Relocation relocation = new Relocation(library, prefix);
    if (!library.mark().isEmpty()
        && files.find(relocation.map(library.mark().replace('.', '/'))) == null) {
      return untouched();
    }
    if (earlier.hasSomeOf(library, prefix, loader)) {
      throw new UnfitException("it was loaded before the agent was attached");
    }
    RelocatedFiles own = new RelocatedFiles(relocation);
    LibraryFit.check(library, relocation, own, files);
    LibraryWeaver weaver = new LibraryWeaver(library, relocation, own);
    Map<String, Prepared> prepared = new HashMap<>();
    List<LibraryClass> now = library.independent() ? List.of() : library.classes();
    for (LibraryClass type : now) {
      String path = prefix + type.path();
      byte[] original = files.require(path);
      prepared.put(path, new Prepared(original, weaver.weave(path, original, files)));
    }
    HelperClasses.define(library, relocation, own, loader, domain);
    return new LibraryCopy(weaver, prepared);
  }

  /** Woven classes name boot types, so its loader has to find those, and not others. */
  private static void requireBootTypes(@Nullable ClassLoader loader) throws UnfitException {
    try {
      String name = RequestView.class.getName();
      if (Class.forName(name, false, loader) == RequestView.class) {
        return;
      }
    } catch (ClassNotFoundException e) {
      // As below.
    }
    throw new UnfitException("its class loader does not see the boot loader's classes");
  }

  /** Whether anything is woven. */
  boolean isWoven() {
    return weaver != null;
  }

  /**
   * The class at {@code path}, woven; null when it is to be left as it is.
   *
   * @param original as it is being loaded, which other agents may have changed, and other
   *     descriptions of the same class
   * @param loader the copy's
   */
  byte @Nullable [] woven(String path, byte[] original, @Nullable ClassLoader loader) {
    LibraryWeaver used = weaver;
    if (used == null) {
      return null;
    }
    Prepared ready;
    synchronized (prepared) {
      ready = prepared.remove(path);
    }
    if (ready != null && Arrays.equals(ready.original, original)) {
      return ready.woven;
    }
    return used.weave(path, original, new LibraryFiles(loader));
  }
}
