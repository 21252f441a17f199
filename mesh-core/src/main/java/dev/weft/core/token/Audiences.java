package dev.weft.core.token;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The audiences that are taken; without any, all are. As in Envoy's jwt_authn, a scheme {@code
 * http(s)://} in front and a slash behind make no difference.
 */
final class Audiences {
  private final Set<String> taken = new HashSet<>();

  Audiences(List<String> audiences) {
    for (String audience : audiences) {
      taken.add(plain(audience));
    }
  }

  boolean take(List<String> audiences) {
    if (taken.isEmpty()) {
      return true;
    }
    for (String audience : audiences) {
      if (taken.contains(plain(audience))) {
        return true;
      }
    }
    return false;
  }

  private static String plain(String audience) {
    int start = audience.startsWith("https://") ? 8 : audience.startsWith("http://") ? 7 : 0;
    int end = audience.endsWith("/") ? audience.length() - 1 : audience.length();
    return audience.substring(start, Math.max(start, end));
  }
}
