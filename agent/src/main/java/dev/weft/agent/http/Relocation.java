package dev.weft.agent.http;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.Remapper;

/**
 * The names in one copy of a library: its types have the relocation's prefix, and the helpers stand
 * in a package of it. Immutable.
 */
final class Relocation extends Remapper {
  private final Library library;
  private final String prefix;
  private final Map<String, String> helpers = new HashMap<>();
  private final Map<String, String> originals = new HashMap<>();

  /** {@code prefix} ends with a slash, or is empty. */
  Relocation(Library library, String prefix) {
    super(Opcodes.ASM9);
    this.library = library;
    this.prefix = prefix;
    for (String helper : library.helpers()) {
      String path = helper.replace('.', '/');
      String simple = path.substring(path.lastIndexOf('/') + 1);
      String there = prefix + library.home().replace('.', '/') + "/Weft" + simple;
      helpers.put(path, there);
      originals.put(there, path);
    }
  }

  @Override
  public String map(String path) {
    String helper = helpers.get(path);
    if (helper != null) {
      return helper;
    }
    // A prefix may begin as the library's own names do: io.grpc.netty.shaded.
    boolean isRelocated = !prefix.isEmpty() && path.startsWith(prefix);
    return !isRelocated && isOfLibrary(path) ? prefix + path : path;
  }

  /** Whether the unrelocated {@code path} is that of one of the library's types. */
  private boolean isOfLibrary(String path) {
    for (String root : library.roots()) {
      if (path.startsWith(root.replace('.', '/'))) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code path} is that of a type of this copy and no helper. */
  boolean isInCopy(String path) {
    return path.startsWith(prefix)
        && isOfLibrary(path.substring(prefix.length()))
        && !originals.containsKey(path);
  }

  /** Whether {@code path} is that of a helper in this copy, or of a boot type. */
  boolean isOfWeft(String path) {
    return originals.containsKey(path) || path.startsWith("dev/weft/bootstrap/");
  }

  /** Where in the agent's jar the type at {@code path} is: helpers are there under other names. */
  String source(String path) {
    return originals.getOrDefault(path, path);
  }

  /** The name in this copy of the type {@code name}, both with dots. */
  String name(String name) {
    return map(name.replace('.', '/')).replace('/', '.');
  }
}
