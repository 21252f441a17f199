package dev.weft.enforcer.request;

import dev.weft.bootstrap.http.RequestView;
import dev.weft.core.policy.Authentication;
import dev.weft.core.policy.HeaderField;
import dev.weft.core.policy.RequestChanges;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes the changes that a request's tokens ask for, before the application sees it. */
final class TokenChanges {
  private TokenChanges() {}

  static void apply(Authentication authentication, RequestView request) {
    RequestChanges changes = RequestChanges.NONE;
    if (authentication instanceof Authentication.Valid valid) {
      changes = valid.changes();
    } else if (authentication instanceof Authentication.NoToken none) {
      changes = none.changes();
    }
    if (changes.isEmpty()) {
      return;
    }
    for (String name : changes.removeHeaders()) {
      request.removeHeader(name);
    }
    if (!changes.removeParams().isEmpty()) {
      removeParams(changes.removeParams(), request);
    }
    for (HeaderField header : changes.addHeaders()) {
      request.addHeader(header.name(), header.value());
    }
  }

  private static void removeParams(List<String> names, RequestView request) {
    int start = request.target().indexOf('?');
    if (start < 0) {
      return;
    }
    StringBuilder kept = new StringBuilder();
    for (String pair : request.target().substring(start + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!names.contains(decoded(name))) {
        kept.append(kept.length() == 0 ? "" : "&").append(pair);
      }
    }
    request.setQuery(kept.length() == 0 ? null : kept.toString());
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // No escapes that anybody could read: it is what it is.
      return name;
    }
  }
}
