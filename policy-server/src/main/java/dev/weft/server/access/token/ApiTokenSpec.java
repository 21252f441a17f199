package dev.weft.server.access.token;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.access.Role;
import dev.weft.server.access.Scope;
import dev.weft.server.http.Cause;
import dev.weft.server.settings.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for in an API token: {@code role}, {@code namespaces} ({@code ["*"]} for all)
 * and {@code ttl} (default 30 days).
 *
 * @param role the role that it gives
 * @param scope where
 * @param ttl how long it is good
 */
public record ApiTokenSpec(Role role, Scope scope, Duration ttl) {
  private static final Set<String> FIELDS = Set.of("role", "namespaces", "ttl");
  private static final String EVERY_NAMESPACE = "*";
  private static final String DEFAULT_TTL = "30d";
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final int MOST_NAMESPACES = 256;

  /** What is wrong with the resource {@code token}. */
  public static List<Cause> check(JsonObject token) {
    List<Cause> causes = new ArrayList<>();
    if (!(token.get("spec") instanceof JsonObject spec)) {
      return List.of(new Cause("spec", "missing (expected: an object with role and namespaces)"));
    }
    for (String name : spec.members().keySet()) {
      if (!FIELDS.contains(name)) {
        causes.add(new Cause("spec." + name, "unknown field (expected: role, namespaces, ttl)"));
      }
    }
    String role = spec.string("role");
    if (role == null || Role.of(role).isEmpty()) {
      causes.add(
          new Cause("spec.role", shown(spec.get("role")) + " (expected: viewer, editor or admin)"));
    }
    checkNamespaces(spec.get("namespaces"), causes);
    checkTtl(spec.get("ttl"), causes);
    return List.copyOf(causes);
  }

  /**
   * What is wrong with {@code after} as the next state of {@code before}: a token's rights are
   * those that its holder was given, for as long as it lives.
   */
  public static List<Cause> checkUnchanged(JsonObject before, JsonObject after) {
    return of(before).equals(of(after))
        ? List.of()
        : List.of(new Cause("spec", "changed (expected: as it was; delete it and make another)"));
  }

  /** The spec of a resource in which {@link #check} finds nothing wrong. */
  public static ApiTokenSpec of(JsonObject token) {
    JsonObject spec = token.object("spec");
    List<String> namespaces = new ArrayList<>();
    for (JsonValue value : spec.array("namespaces").values()) {
      namespaces.add(((JsonString) value).value());
    }
    String ttl = spec.string("ttl");
    return new ApiTokenSpec(
        Role.of(String.valueOf(spec.string("role"))).orElseThrow(),
        namespaces.equals(List.of(EVERY_NAMESPACE))
            ? Scope.ALL
            : Scope.of(new LinkedHashSet<>(namespaces)),
        Durations.parse(ttl == null ? DEFAULT_TTL : ttl));
  }

  private static void checkNamespaces(@Nullable JsonValue value, List<Cause> causes) {
    if (!(value instanceof JsonArray array)
        || array.values().isEmpty()
        || array.values().size() > MOST_NAMESPACES) {
      String shown =
          value instanceof JsonArray list ? list.values().size() + " elements" : shown(value);
      causes.add(
          new Cause(
              "spec.namespaces",
              shown
                  + " (expected: 1 to "
                  + MOST_NAMESPACES
                  + " namespaces, or \"*\" alone for all)"));
      return;
    }
    Set<JsonValue> seen = new LinkedHashSet<>();
    for (int i = 0; i < array.values().size(); i++) {
      JsonValue element = array.values().get(i);
      String field = "spec.namespaces[" + i + "]";
      if (!seen.add(element)) {
        causes.add(new Cause(field, shown(element) + " (expected: each namespace once)"));
      } else if (!isNamespace(element)
          && !(array.values().size() == 1 && element.equals(JsonValue.of(EVERY_NAMESPACE)))) {
        causes.add(
            new Cause(field, shown(element) + " (expected: an RFC 1123 label, or \"*\" alone)"));
      }
    }
  }

  private static boolean isNamespace(JsonValue element) {
    return element instanceof JsonString text && Scope.isNamespace(text.value());
  }

  private static void checkTtl(@Nullable JsonValue value, List<Cause> causes) {
    if (value == null) {
      return;
    }
    if (!(value instanceof JsonString text)) {
      causes.add(new Cause("spec.ttl", value.typeName() + " (expected: a duration such as 30d)"));
      return;
    }
    try {
      Duration ttl = Durations.parse(text.value());
      if (ttl.compareTo(SHORTEST) < 0 || ttl.compareTo(LONGEST) > 0) {
        causes.add(new Cause("spec.ttl", text.value() + " (expected: from 1s to 365d)"));
      }
    } catch (IllegalArgumentException e) {
      causes.add(new Cause("spec.ttl", String.valueOf(e.getMessage())));
    }
  }

  private static String shown(@Nullable JsonValue value) {
    if (value == null) {
      return "missing";
    }
    return value instanceof JsonString text ? text.value() : value.typeName();
  }
}
