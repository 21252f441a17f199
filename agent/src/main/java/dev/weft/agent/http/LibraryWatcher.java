package dev.weft.agent.http;

import dev.weft.bootstrap.http.RequestView;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.Unprotected;
import dev.weft.enforcer.rights.OwnRights;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees the classes of HTTP libraries as they are loaded, relocated copies too, which are known by
 * the end of their names. What it does not know costs a look into a map; ASM is loaded when the
 * first library is met.
 */
public final class LibraryWatcher implements ClassFileTransformer {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private final LibraryIndex index;
  private final EventLog log;
  private final Unprotected unprotected;
  private final Faults faults;
  private volatile @Nullable LibraryCopies copies;
  private volatile @Nullable Instrumentation instrumentation;
  private boolean ending; // Guarded by this.
  private volatile EarlierClasses earlier = EarlierClasses.NONE;

  /** {@code unprotected} is told of a server library that does not fit. */
  public LibraryWatcher(LibraryIndex index, EventLog log, Unprotected unprotected, Faults faults) {
    this.index = index;
    this.log = log;
    this.unprotected = unprotected;
    this.faults = faults;
  }

  /** Watches for them from now on. */
  public void watch(Instrumentation jvm) {
    instrumentation = jvm;
    jvm.addTransformer(this);
  }

  /**
   * As {@link #watch}, in a program that runs already: libraries of which it has loaded something
   * are left as they are and reported.
   */
  public void watchLate(Instrumentation jvm) {
    earlier = new EarlierClasses(jvm);
    watch(jvm);
    for (Class<?> loaded : jvm.getAllLoadedClasses()) {
      String path = loaded.getName().replace('.', '/');
      for (LibraryIndex.Entry entry : index.find(path)) {
        leave(entry, path, loaded);
      }
    }
  }

  /** Whether a native transport was woven, whose connections are in the mesh. */
  public boolean hasWovenTransport() {
    LibraryCopies known = copies;
    return known != null && known.woven(TransportLibrary.class) > 0;
  }

  /**
   * Weaves no further copy of a library. One that is woven cannot be given back, and is still woven
   * to its last class: parts of it rely on each other. What they call does nothing then.
   *
   * @return how many copies are woven
   */
  public int end(Instrumentation jvm) {
    LibraryCopies known;
    synchronized (this) {
      ending = true;
      known = copies;
    }
    if (known != null) {
      known.end();
    }
    int woven = known == null ? 0 : known.woven(Library.class);
    if (woven == 0) {
      boolean unused = jvm.removeTransformer(this);
    }
    return woven;
  }

  private void leave(LibraryIndex.Entry entry, String path, Class<?> loaded) {
    Library library = null;
    try {
      if (!isOf(entry, path, loaded.getClassLoader())) {
        return;
      }
      library = entry.library().get();
      if (!library.independent()) {
        LibraryCopy unused =
            copies()
                .of(
                    library,
                    prefix(entry, path),
                    loaded.getClassLoader(),
                    loaded.getProtectionDomain());
      }
    } catch (RuntimeException | LinkageError e) {
      faults.caught("http.leave", e);
      if (library == null || library instanceof ServerLibrary) {
        unprotected.add(loaded.getName(), "class of a library that could not be woven");
      }
    }
  }

  private static boolean isOf(LibraryIndex.Entry entry, String path, @Nullable ClassLoader loader) {
    return isCopy(path, entry.path())
        && (path.equals(entry.path())
            || (!isJdks(loader) && entry.library().get().isWovenWhereRelocated()));
  }

  private static String prefix(LibraryIndex.Entry entry, String path) {
    return path.substring(0, path.length() - entry.path().length());
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String path,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] original) {
    if (path == null || redefined != null) {
      return null;
    }
    List<LibraryIndex.Entry> found = index.find(path);
    if (found.isEmpty()) {
      return null;
    }
    try {
      return OwnRights.areAsked()
          ? OwnRights.<byte[], RuntimeException>find(
              () -> woven(found, module, loader, path, domain, original))
          : woven(found, module, loader, path, domain, original);
    } catch (Throwable t) {
      // The JVM would take the class as it is, and say nothing: a description cannot be read.
      faults.caught("http.weave", t);
      unprotected.add(path.replace('/', '.'), "class of a library that could not be woven");
      return null;
    }
  }

  private byte @Nullable [] woven(
      List<LibraryIndex.Entry> found,
      @Nullable Module module,
      @Nullable ClassLoader loader,
      String path,
      @Nullable ProtectionDomain domain,
      byte[] original) {
    // One may be described by several, of whom each adds its own; of releases, the first that fits.
    byte @Nullable [] woven = null;
    Set<List<String>> releases = new HashSet<>();
    for (LibraryIndex.Entry entry : found) {
      if (!isOf(entry, path, loader)) {
        continue;
      }
      Library library = entry.library().get();
      if (library.mark().isEmpty() || !releases.contains(library.roots())) {
        String prefix = prefix(entry, path);
        byte[] before = woven == null ? original : woven;
        byte[] more = woven(library, prefix, module, loader, path, domain, before);
        woven = more == null ? woven : more;
        if (more != null && !library.mark().isEmpty()) {
          boolean unused = releases.add(library.roots());
        }
      }
    }
    return woven;
  }

  private byte @Nullable [] woven(
      Library library,
      String prefix,
      @Nullable Module module,
      @Nullable ClassLoader loader,
      String path,
      @Nullable ProtectionDomain domain,
      byte[] original) {
    try {
      readBootTypes(module);
      return copies().of(library, prefix, loader, domain).woven(path, original, loader);
    } catch (Throwable t) {
      faults.caught("http.weave", t);
      if (library instanceof ServerLibrary) {
        unprotected.add(path.replace('/', '.'), "class of an HTTP server that could not be woven");
      }
      return null;
    }
  }

  /** The JVM sees to that for classes that were transformed; helpers are defined before. */
  private void readBootTypes(@Nullable Module module) {
    Instrumentation jvm = instrumentation;
    Module boot = RequestView.class.getModule();
    if (jvm != null && module != null && module.isNamed() && !module.canRead(boot)) {
      jvm.redefineModule(module, Set.of(boot), Map.of(), Map.of(), Set.of(), Map.of());
    }
  }

  private LibraryCopies copies() {
    LibraryCopies known = copies;
    if (known == null) {
      synchronized (this) {
        known = copies == null ? new LibraryCopies(log, unprotected, faults, earlier) : copies;
        if (ending) {
          known.end();
        }
        copies = known;
      }
    }
    return known;
  }

  /** Whether {@code loader} has classes of the JDK, which nobody relocates. */
  private static boolean isJdks(@Nullable ClassLoader loader) {
    return loader == null || loader == PLATFORM;
  }

  /** Whether {@code path} is {@code original}, or that behind a relocation's prefix. */
  private static boolean isCopy(String path, String original) {
    return path.endsWith(original)
        && (path.length() == original.length()
            || path.charAt(path.length() - original.length() - 1) == '/');
  }
}
