package dev.weft.server.resources.kubectl;

import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.schema.Kinds;
import java.util.Optional;

/** What a path names: one resource of a kind, or several. */
record Target(KindInfo kind, String path, boolean one) {
  static final String GROUPS = "/apis/";

  static Optional<Target> of(String path) {
    for (KindInfo kind : Kinds.ALL) {
      String root = GROUPS + kind.apiVersion() + "/";
      if (path.startsWith(root)) {
        String[] rest = path.substring(root.length()).split("/", -1);
        int at = rest[0].equals("namespaces") ? 2 : 0;
        if (rest.length > at && rest[at].equals(kind.plural())) {
          return Optional.of(new Target(kind, path, rest.length == at + 2));
        }
      }
    }
    return Optional.empty();
  }

  /** What the paths of all its resources begin with. */
  String prefix() {
    return path.contains("/namespaces/") ? path + "/" : GROUPS + kind.apiVersion() + "/";
  }
}
