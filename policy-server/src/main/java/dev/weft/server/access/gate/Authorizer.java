package dev.weft.server.access.gate;

import dev.weft.server.access.Attempt;
import dev.weft.server.audit.AuditRecord;
import dev.weft.server.audit.RefusalJournal;
import dev.weft.server.audit.Refusals;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Caller;

/**
 * Asked by handlers whether a caller may do what they try, before anything of it is done or told.
 * Refusals are recorded. Safe for any thread.
 */
public final class Authorizer {
  private final Refusals refusals;

  public Authorizer(Refusals refusals) {
    this.refusals = refusals;
  }

  /**
   * Lets {@code caller} pass if they may.
   *
   * @return the person who calls
   * @throws ApiException 403 when they may not, or are no person
   */
  public Caller.Person require(Caller caller, Attempt attempt) {
    Caller.Person person = person(caller);
    if (person.grants().allows(attempt)) {
      return person;
    }
    throw refused(person, target(attempt), cannot(person, attempt));
  }

  /**
   * Lets {@code caller} pass if they may see the policies and workloads of {@code namespace}: who
   * asks about a workload by an AccessReview learns about both.
   *
   * @throws ApiException 403 when they may not, or are no person
   */
  public Caller.Person requireView(Caller caller, String namespace) {
    Caller.Person person = person(caller);
    if (person.grants().mayView(namespace)) {
      return person;
    }
    throw refused(
        person,
        "workloads.weft.dev",
        "User \"" + person.name() + "\" cannot see workloads" + place(namespace));
  }

  /**
   * Lets {@code caller} pass if they may use {@code path}, which is no resource's.
   *
   * @param verb the HTTP method in lower case
   * @throws ApiException 403 when they may not, or are no person
   */
  public Caller.Person requirePath(Caller caller, String verb, String path) {
    Caller.Person person = person(caller);
    if (person.grants().allowsPath(verb, path)) {
      return person;
    }
    throw refused(
        person, path, "User \"" + person.name() + "\" cannot " + verb + " path \"" + path + "\"");
  }

  private static Caller.Person person(Caller caller) {
    if (caller instanceof Caller.Person person) {
      return person;
    }
    throw ApiException.forbidden(caller.name() + ": no person (expected: a person's token)");
  }

  private ApiException refused(Caller.Person person, String target, String why) {
    refusals.add(AuditRecord.event(person.name(), RefusalJournal.AUTHORIZATION, target, why));
    return ApiException.forbidden(target + " is forbidden: " + why);
  }

  private static String target(Attempt attempt) {
    String kind = attempt.group().isEmpty() ? attempt.resource() : qualified(attempt);
    return attempt.name().isEmpty() ? kind : kind + " \"" + attempt.name() + "\"";
  }

  private static String qualified(Attempt attempt) {
    return attempt.resource() + "." + attempt.group();
  }

  /** In the words of Kubernetes, which people and tools know. */
  private static String cannot(Caller.Person person, Attempt attempt) {
    return "User \""
        + person.name()
        + "\" cannot "
        + attempt.verb()
        + " resource \""
        + attempt.target()
        + "\" in API group \""
        + attempt.group()
        + "\""
        + place(attempt.namespace());
  }

  private static String place(String namespace) {
    return namespace.isEmpty()
        ? " at the cluster scope"
        : " in the namespace \"" + namespace + "\"";
  }
}
