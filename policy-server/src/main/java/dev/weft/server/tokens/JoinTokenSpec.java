package dev.weft.server.tokens;

import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.ca.ServerIdentity;
import dev.weft.server.http.Cause;
import dev.weft.server.resources.Names;
import dev.weft.server.settings.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a person asks for in a join token.
 *
 * @param serviceAccount whom it admits
 * @param ttl how long it is good
 * @param uses how often it is good
 */
record JoinTokenSpec(String serviceAccount, Duration ttl, long uses) {
  private static final Set<String> FIELDS = Set.of("serviceAccount", "ttl", "uses");
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final long MOST_USES = 1_000_000;

  /** What is wrong with the resource {@code token}. */
  static List<Cause> check(JsonObject token) {
    List<Cause> causes = new ArrayList<>();
    if (ServerIdentity.NAMESPACE.equals(token.object("metadata").string("namespace"))) {
      causes.add(
          new Cause(
              "metadata.namespace",
              ServerIdentity.NAMESPACE + " (expected: another; this one is the mesh's own)"));
    }
    JsonObject spec = token.object("spec");
    for (String name : spec.members().keySet()) {
      if (!FIELDS.contains(name)) {
        causes.add(
            new Cause("spec." + name, "unknown field (expected: serviceAccount, ttl, uses)"));
      }
    }
    String account = spec.string("serviceAccount");
    if (account == null || !Names.isSubdomain(account)) {
      causes.add(
          new Cause(
              "spec.serviceAccount",
              (account == null ? "missing" : account) + " (expected: an RFC 1123 name)"));
    }
    checkTtl(spec.get("ttl"), causes);
    checkUses(spec.get("uses"), causes);
    return causes;
  }

  /** The spec of a resource in which {@link #check} finds nothing wrong. */
  static JoinTokenSpec of(JsonObject token) {
    JsonObject spec = token.object("spec");
    String ttl = spec.string("ttl");
    return new JoinTokenSpec(
        String.valueOf(spec.string("serviceAccount")),
        Durations.parse(ttl == null ? "1h" : ttl),
        spec.get("uses") instanceof JsonNumber uses ? uses.longValueExact() : 1);
  }

  private static void checkTtl(
      @org.jspecify.annotations.Nullable JsonValue value, List<Cause> causes) {
    if (value == null) {
      return;
    }
    if (!(value instanceof JsonString text)) {
      causes.add(new Cause("spec.ttl", value.typeName() + " (expected: a duration such as 1h)"));
      return;
    }
    try {
      Duration ttl = Durations.parse(text.value());
      if (ttl.isZero() || ttl.isNegative() || ttl.compareTo(LONGEST) > 0) {
        causes.add(new Cause("spec.ttl", text.value() + " (expected: more than 0, at most 365d)"));
      }
    } catch (IllegalArgumentException e) {
      causes.add(new Cause("spec.ttl", String.valueOf(e.getMessage())));
    }
  }

  private static void checkUses(
      @org.jspecify.annotations.Nullable JsonValue value, List<Cause> causes) {
    if (value == null) {
      return;
    }
    String shown = value.typeName();
    if (value instanceof JsonNumber number) {
      shown = number.value().toString();
      try {
        long uses = number.longValueExact();
        if (uses >= 1 && uses <= MOST_USES) {
          return;
        }
      } catch (ArithmeticException e) {
        shown = "no whole number";
      }
    }
    causes.add(new Cause("spec.uses", shown + " (expected: a whole number from 1 to 1000000)"));
  }
}
