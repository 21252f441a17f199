package dev.weft.server.access;

import java.util.Set;

/**
 * One line of the table of what roles may do.
 *
 * @param holders who has it
 * @param rule what it lets them do
 */
record Permission(Holders holders, Rule rule) {

  /** Who has a permission. */
  sealed interface Holders {
    /** Everybody whose name is known. */
    record Anybody() implements Holders {}

    /** Whoever has at least this role in the namespace asked about. */
    record InNamespace(Role least) implements Holders {}

    /** Whoever has at least this role anywhere; for what is in no namespace. */
    record Anywhere(Role least) implements Holders {}

    /** Whoever has at least this role in all namespaces. */
    record Everywhere(Role least) implements Holders {}
  }

  /**
   * What may be done.
   *
   * @param verbs the verbs; {@code *} means each
   * @param groups the API groups; {@code *} means each
   * @param resources the resources, parts of them as {@code resource/subresource}; {@code *} means
   *     each
   */
  record Rule(Set<String> verbs, Set<String> groups, Set<String> resources) {
    boolean covers(Attempt attempt) {
      return holds(verbs, attempt.verb())
          && holds(groups, attempt.group())
          && holds(resources, attempt.target());
    }

    private static boolean holds(Set<String> set, String value) {
      return set.contains("*") || set.contains(value);
    }
  }
}
