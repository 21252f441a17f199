package dev.weft.core.policy.match;

import dev.weft.core.policy.PathNormalization;
import org.jspecify.annotations.Nullable;

/**
 * Brings a request's path into the form that policies are written for (Istio, Authorization Policy
 * Normalization). A path that is in that form already is returned as it is.
 */
public final class PathNormalizer {
  private PathNormalizer() {}

  /** Where the path of {@code target} ends: at the query, the fragment, or the end. */
  public static int pathEnd(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '?' || c == '#') {
        return i;
      }
    }
    return target.length();
  }

  /**
   * Where the path of {@code target} ends, when everything before is normal already; -1 when it is
   * not, or when it takes more than one look to tell.
   */
  public static int normalEnd(PathNormalization mode, String target) {
    boolean merge = mode.compareTo(PathNormalization.MERGE_SLASHES) >= 0;
    if (mode == PathNormalization.NONE || target.isEmpty() || target.charAt(0) != '/') {
      return -1;
    }
    boolean slash = false;
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      // Letters and digits, which is nearly everything, are behind one comparison.
      if (c <= '@' || c == '\\') {
        if (c == '?' || c == '#') {
          return i;
        }
        boolean slashes = merge && c == '/' && slash;
        if (c == '%' || c == '\\' || c == 0 || slashes || (c == '.' && slash)) {
          return -1;
        }
      }
      slash = c == '/';
    }
    return target.length();
  }

  /**
   * The path of {@code target}, normalized, without query and fragment; null when it is malformed,
   * which a server answers with 400.
   */
  public static @Nullable String normalize(PathNormalization mode, String target) {
    int end = pathEnd(target);
    String path = normalize(mode, target, end);
    return target.equals(path) ? target.substring(0, end) : path;
  }

  /**
   * Like {@link #normalize(PathNormalization, String)} for a path that ends at {@code end}, but
   * {@code target} itself when everything before {@code end} is normal.
   */
  public static @Nullable String normalize(PathNormalization mode, String target, int end) {
    if (end > 0 && target.charAt(0) == '/') {
      return mode == PathNormalization.NONE || isNormal(mode, target, end)
          ? target
          : rewrite(mode, target.substring(0, end));
    }
    String path = originForm(target.substring(0, end));
    return mode == PathNormalization.NONE || !path.startsWith("/") ? path : rewrite(mode, path);
  }

  /**
   * The path of a target in absolute form (RFC 9112 section 3.2.2), which would otherwise slip past
   * every rule on paths. An empty path is {@code /}; {@code *} and authorities stay what they are.
   */
  private static String originForm(String target) {
    int scheme = target.indexOf("://");
    if (scheme < 0) {
      return target.isEmpty() ? "/" : target;
    }
    int slash = target.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : target.substring(slash);
  }

  private static boolean isNormal(PathNormalization mode, String path, int end) {
    boolean merge = mode.compareTo(PathNormalization.MERGE_SLASHES) >= 0;
    for (int i = 0; i < end; i++) {
      char c = path.charAt(i);
      if (c == '%' || c == '\\' || c == 0) {
        return false;
      }
      if (c == '/' && i + 1 < end) {
        char next = path.charAt(i + 1);
        if (next == '.' || (merge && next == '/')) {
          return false;
        }
      }
    }
    return true;
  }

  private static @Nullable String rewrite(PathNormalization mode, String path) {
    String decoded = decode(path, mode == PathNormalization.DECODE_AND_MERGE_SLASHES);
    if (decoded == null) {
      return null;
    }
    String plain = DotSegments.remove(decoded);
    return mode.compareTo(PathNormalization.MERGE_SLASHES) >= 0 ? merge(plain) : plain;
  }

  /** Escapes of unreserved characters (RFC 3986 section 2.3) become what they stand for, once. */
  private static @Nullable String decode(String path, boolean slashes) {
    StringBuilder decoded = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int octet = c == '%' ? octet(path, i) : -1;
      if (c == 0 || octet == 0) {
        return null;
      }
      if (isUnreserved(octet) || (slashes && (octet == '/' || octet == '\\'))) {
        c = (char) octet;
        i += 2;
      }
      decoded.append(c == '\\' ? '/' : c);
    }
    return decoded.toString();
  }

  private static int octet(String path, int percent) {
    if (percent + 2 >= path.length()) {
      return -1;
    }
    int high = hex(path.charAt(percent + 1));
    int low = hex(path.charAt(percent + 2));
    return high < 0 || low < 0 ? -1 : (high << 4) | low;
  }

  private static int hex(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  private static boolean isUnreserved(int octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || octet == '-'
        || octet == '.'
        || octet == '_'
        || octet == '~';
  }

  private static String merge(String path) {
    StringBuilder merged = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '/' || i == 0 || path.charAt(i - 1) != '/') {
        merged.append(c);
      }
    }
    return merged.toString();
  }
}
