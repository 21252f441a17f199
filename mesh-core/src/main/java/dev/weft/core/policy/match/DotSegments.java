package dev.weft.core.policy.match;

import java.util.ArrayList;
import java.util.List;

/** Removal of {@code .} and {@code ..} from a path (RFC 3986 section 5.2.4). */
final class DotSegments {
  private DotSegments() {}

  /** {@code path}, which starts with a slash, without dot segments. */
  static String remove(String path) {
    String[] segments = path.substring(1).split("/", -1);
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      boolean dots = segment.equals(".") || segment.equals("..");
      if (segment.equals("..") && !kept.isEmpty()) {
        kept.remove(kept.size() - 1);
      }
      if (!dots) {
        kept.add(segment);
      } else if (i == segments.length - 1) {
        kept.add("");
      }
    }
    return "/" + String.join("/", kept);
  }
}
