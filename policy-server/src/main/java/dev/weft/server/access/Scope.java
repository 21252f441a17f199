package dev.weft.server.access;

import java.util.Set;
import java.util.regex.Pattern;

/** Where a grant holds. */
public sealed interface Scope {
  /** Every namespace, those to come included, and whatever is in no namespace. */
  Scope ALL = new All();

  /**
   * Whether this scope covers {@code namespace}. The empty text stands for all namespaces at once,
   * which only {@link #ALL} covers.
   */
  boolean covers(String namespace);

  /**
   * The scope of these namespaces and no others.
   *
   * @throws IllegalArgumentException when there are none, or one is no RFC 1123 label
   */
  static Scope of(Set<String> namespaces) {
    return new Only(namespaces);
  }

  /** Whether {@code text} may name a namespace (RFC 1123 label). */
  static boolean isNamespace(String text) {
    return Only.LABEL.matcher(text).matches();
  }

  /** Every namespace. */
  record All() implements Scope {
    @Override
    public boolean covers(String namespace) {
      return true;
    }
  }

  /** Some namespaces. */
  record Only(Set<String> namespaces) implements Scope {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    public Only {
      namespaces = Set.copyOf(namespaces);
      if (namespaces.isEmpty()) {
        throw new IllegalArgumentException("namespaces: none (expected: one at least)");
      }
      for (String namespace : namespaces) {
        if (!LABEL.matcher(namespace).matches()) {
          throw new IllegalArgumentException(
              "namespace: " + namespace + " (expected: an RFC 1123 label: a-z, 0-9 and '-')");
        }
      }
    }

    @Override
    public boolean covers(String namespace) {
      return namespaces.contains(namespace);
    }
  }
}
