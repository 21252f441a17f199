package dev.weft.core.control;

import dev.weft.core.policy.PolicyFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one kind that the policy server told of, those that this process cannot read
 * among them: a later change may replace or remove what is refused today. Immutable.
 */
final class PolicySection<T> {
  private final String name;
  private final String kind;
  private final PolicyParser<T> parser;
  private final Map<String, Entry<T>> entries;
  private final long sum;

  private PolicySection(
      String name, String kind, PolicyParser<T> parser, Map<String, Entry<T>> entries, long sum) {
    this.name = name;
    this.kind = kind;
    this.parser = parser;
    this.entries = Collections.unmodifiableMap(entries);
    this.sum = sum;
  }

  /**
   * A section without policies.
   *
   * @param name the section in an answer
   * @param kind the kind of its policies
   */
  static <T> PolicySection<T> empty(String name, String kind, PolicyParser<T> parser) {
    return new PolicySection<>(name, kind, parser, Map.of(), 0);
  }

  /**
   * This section after {@code change}.
   *
   * @throws FormatException when that is not what the policy server has then
   */
  PolicySection<T> with(SectionChange change) throws FormatException {
    Map<String, Entry<T>> next =
        change.whole() ? new LinkedHashMap<>() : new LinkedHashMap<>(entries);
    long nextSum = change.whole() ? 0 : sum;
    for (JsonFields removed : change.removed()) {
      removed.only("namespace", "name");
      String key = key(removed.string("namespace"), removed.string("name"));
      nextSum -= fingerprint(next.remove(key));
    }
    for (JsonFields resource : change.entries()) {
      JsonFields metadata = resource.object("metadata");
      String namespace = metadata.string("namespace");
      String policy = metadata.string("name");
      long added = Fingerprint.ofPolicy(namespace, policy, metadata.string("resourceVersion"));
      nextSum += added - fingerprint(next.put(key(namespace, policy), entry(resource, added)));
    }
    change.requireSame(name, next.size(), nextSum);
    return new PolicySection<>(name, kind, parser, next, nextSum);
  }

  /** The policies that can be read. */
  List<T> policies() {
    List<T> policies = new ArrayList<>(entries.size());
    for (Entry<T> entry : entries.values()) {
      entry.policy().ifPresent(policies::add);
    }
    return policies;
  }

  /** Adds the policies that cannot be read to {@code refused}. */
  void addRefused(List<RefusedPolicy> refused) {
    for (Map.Entry<String, Entry<T>> entry : entries.entrySet()) {
      if (entry.getValue().policy().isEmpty()) {
        refused.add(new RefusedPolicy(kind + " " + entry.getKey(), entry.getValue().why()));
      }
    }
  }

  private Entry<T> entry(JsonFields resource, long fingerprint) {
    try {
      return new Entry<>(Optional.of(parser.parse(resource.json())), "", fingerprint);
    } catch (PolicyFormatException e) {
      return new Entry<>(
          Optional.empty(), Failures.text(String.valueOf(e.getMessage())), fingerprint);
    }
  }

  private static <T> long fingerprint(@Nullable Entry<T> entry) {
    return entry == null ? 0 : entry.fingerprint();
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  /** One policy, or why there is none. */
  private record Entry<T>(Optional<T> policy, String why, long fingerprint) {}
}
