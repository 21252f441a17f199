package dev.weft.server.review;

import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PathNormalization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What {@code spec.mesh} sets instead of the server's own settings; the rest stays. */
record MeshOverrides(
    Optional<String> rootNamespace,
    Optional<String> trustDomain,
    Optional<List<String>> trustDomainAliases,
    Optional<PathNormalization> pathNormalization) {
  static final MeshOverrides NONE =
      new MeshOverrides(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final int MAX_NAMESPACE = 63;
  private static final int MAX_TRUST_DOMAIN = 255;
  private static final int MAX_ALIASES = 64;

  static MeshOverrides read(Members fields) {
    MeshOverrides overrides =
        new MeshOverrides(
            fields.text("rootNamespace", MAX_NAMESPACE),
            trustDomain(fields),
            fields.array("trustDomainAliases", MAX_ALIASES).map(it -> aliases(fields, it)),
            fields.text("pathNormalization", MAX_NAMESPACE).flatMap(it -> mode(fields, it)));
    fields.end();
    return overrides;
  }

  private static Optional<String> trustDomain(Members fields) {
    Optional<String> text = fields.text("trustDomain", MAX_TRUST_DOMAIN);
    if (text.filter(String::isEmpty).isPresent()) {
      fields.findings().add(fields.path("trustDomain"), "", "a trust domain, or to be left out");
    }
    return text;
  }

  private static List<String> aliases(Members fields, List<JsonValue> values) {
    List<String> aliases = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String where = fields.path("trustDomainAliases") + "[" + i + "]";
      fields.text(where, values.get(i), MAX_TRUST_DOMAIN).ifPresent(aliases::add);
    }
    return aliases;
  }

  private static Optional<PathNormalization> mode(Members fields, String text) {
    Optional<PathNormalization> mode =
        Arrays.stream(PathNormalization.values()).filter(it -> it.name().equals(text)).findFirst();
    if (mode.isEmpty()) {
      fields
          .findings()
          .add(
              fields.path("pathNormalization"),
              text,
              String.join(
                  ", ", Arrays.stream(PathNormalization.values()).map(Enum::name).toList()));
    }
    return mode;
  }

  /** The settings that the review is judged by. */
  MeshSettings over(MeshSettings own) {
    return new MeshSettings(
        rootNamespace.orElse(own.rootNamespace()),
        trustDomain.orElse(own.trustDomain()),
        trustDomainAliases.orElse(own.trustDomainAliases()),
        pathNormalization.orElse(own.pathNormalization()));
  }
}
