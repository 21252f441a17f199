package dev.weft.core.policy.match;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path template: <code>{*}</code> stands for one whole segment, <code>{**}</code> for any number
 * of characters, slashes included (Istio AuthorizationPolicy, Operation, paths). <code>{**}</code>
 * is the last operator of a template; plain text may follow it.
 */
public final class PathTemplate {
  private static final String ONE = "{*}";
  private static final String ANY = "{**}";

  /** A segment's plain text: RFC 3986's pchar without {@code *}. */
  private static final Pattern LITERAL = Pattern.compile("[-a-zA-Z0-9._~%!$&'()+,;:@=]+");

  /** Plain text, of which every piece but the first is preceded by one whole segment. */
  private final String[] pieces;

  /** What has to follow whatever <code>{**}</code> stands for; null without that operator. */
  private final @Nullable String tail;

  private PathTemplate(String[] pieces, @Nullable String tail) {
    this.pieces = pieces;
    this.tail = tail;
  }

  /** Whether {@code path} has nothing of a template. */
  public static boolean isPlain(String path) {
    return path.indexOf('{') < 0 && path.indexOf('}') < 0;
  }

  /** Whether {@code path} is a template. */
  public static boolean isValid(String path) {
    if (!path.startsWith("/") || path.length() < 2) {
      return false;
    }
    String inner = path.endsWith("/") ? path.substring(1, path.length() - 1) : path.substring(1);
    boolean any = false;
    for (String segment : inner.split("/", -1)) {
      boolean operator = segment.equals(ONE) || segment.equals(ANY);
      if (operator ? any : !LITERAL.matcher(segment).matches()) {
        return false;
      }
      any |= segment.equals(ANY);
    }
    return true;
  }

  /**
   * Compiles {@code path}.
   *
   * @throws IllegalArgumentException when it is no valid template
   */
  public static PathTemplate compile(String path) {
    if (!isValid(path)) {
      throw new IllegalArgumentException("path template: " + path + " (expected: {*} or {**})");
    }
    int any = path.indexOf(ANY);
    String front = any < 0 ? path : path.substring(0, any);
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int one = front.indexOf(ONE); one >= 0; one = front.indexOf(ONE, from)) {
      pieces.add(front.substring(from, one));
      from = one + ONE.length();
    }
    pieces.add(front.substring(from));
    String tail = any < 0 ? null : path.substring(any + ANY.length());
    return new PathTemplate(pieces.toArray(new String[0]), tail);
  }

  /** Whether the first {@code end} characters of {@code path} match. */
  public boolean matches(String path, int end) {
    int at = 0;
    for (int i = 0; i < pieces.length; i++) {
      if (i > 0) {
        int start = at;
        while (at < end && path.charAt(at) != '/') {
          at++;
        }
        if (at == start) {
          return false;
        }
      }
      String piece = pieces[i];
      if (piece.length() > end - at || !path.startsWith(piece, at)) {
        return false;
      }
      at += piece.length();
    }
    if (tail == null) {
      return at == end;
    }
    return tail.length() <= end - at && path.startsWith(tail, end - tail.length());
  }
}
