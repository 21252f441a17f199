package dev.weft.server.audit;

import dev.weft.server.http.ApiException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a question to the log from the parameters of a list request: {@code actor}, {@code action},
 * {@code subject} (a prefix), {@code since} and {@code until} (RFC 3339), {@code limit} and {@code
 * continue}. Clients that can send a field selector only may say {@code
 * fieldSelector=spec.actor=admin,spec.action=resource.update}.
 */
public final class AuditParameters {
  private static final Map<String, String> FIELDS =
      Map.of("spec.actor", "actor", "spec.action", "action");

  private static final Set<String> NAMES =
      Set.of("actor", "action", "subject", "since", "until", "limit", "continue");

  private AuditParameters() {}

  /**
   * The question that the request asks.
   *
   * @param parameter gives a parameter's value by its name
   * @throws ApiException 400 when one is malformed
   */
  public static AuditQuery read(Function<String, Optional<String>> parameter) {
    Map<String, String> given = new HashMap<>();
    for (String name : NAMES) {
      parameter.apply(name).filter(it -> !it.isEmpty()).ifPresent(it -> given.put(name, it));
    }
    parameter
        .apply("fieldSelector")
        .filter(it -> !it.isEmpty())
        .ifPresent(it -> addSelected(it, given));
    return new AuditQuery(
        Optional.ofNullable(given.get("actor")),
        Optional.ofNullable(given.get("action")),
        Optional.ofNullable(given.get("subject")),
        time("since", given),
        time("until", given),
        before(given),
        limit(given));
  }

  private static void addSelected(String selector, Map<String, String> given) {
    for (String term : selector.split(",", -1)) {
      String[] sides = term.split("==?", 2);
      String name = sides.length == 2 ? FIELDS.get(sides[0].strip()) : null;
      if (name == null || sides[0].endsWith("!")) {
        throw ApiException.badRequest(
            "fieldSelector", term + " (expected: spec.actor=<name> or spec.action=<name>)");
      }
      String before = given.put(name, sides[1].strip());
      if (before != null && !before.equals(sides[1].strip())) {
        throw ApiException.badRequest("fieldSelector", name + " given twice (expected: once)");
      }
    }
  }

  private static Optional<Instant> time(String name, Map<String, String> given) {
    String text = given.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      throw ApiException.badRequest(
          name, text + " (expected: a time such as 2026-05-01T10:00:00Z)");
    }
  }

  private static OptionalLong before(Map<String, String> given) {
    String text = given.get("continue");
    if (text == null) {
      return OptionalLong.empty();
    }
    if (!text.matches("\\d{1,18}")) {
      throw ApiException.badRequest("continue", "malformed (expected: as an answer gave it)");
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  /** As in Kubernetes, a limit of 0 is none; and a page never has more than the most. */
  private static int limit(Map<String, String> given) {
    String text = given.getOrDefault("limit", "0");
    if (!text.matches("\\d{1,9}")) {
      throw ApiException.badRequest("limit", text + " (expected: a whole number)");
    }
    int limit = Integer.parseInt(text);
    return limit == 0 ? AuditQuery.MOST : Math.min(limit, AuditQuery.MOST);
  }
}
