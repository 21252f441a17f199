package dev.weft.core.policy;

import dev.weft.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Makes policies out of few words, so that they often meet the requests of {@link RandomRequests}.
 */
final class RandomPolicies {
  private static final List<String> PRINCIPALS =
      List.of(
          "cluster.local/ns/foo/sa/a",
          "td1/ns/foo/sa/a",
          "td2/ns/bar/sa/b",
          "*/ns/foo/sa/b",
          "cluster.local/ns/foo/*",
          "td1/ns/*",
          "*1/ns/foo/sa/a",
          "*/sa/b",
          "*",
          "td*");
  private static final List<String> REQUEST_PRINCIPALS =
      List.of("iss/sub", "https://iss/sub", "*", "iss/*", "*/sub", "iss/s*");
  private static final List<String> NAMESPACES = List.of("foo", "bar", "f*", "*r", "*");
  private static final List<String> ACCOUNTS = List.of("a", "b", "foo/a", "bar/b");
  private static final List<String> TRUST_DOMAINS =
      List.of("cluster.local", "td1", "td2", "td*", "*1", "*", "other");
  private static final List<String> BLOCKS =
      List.of("10.0.0.1", "10.0.0.0/24", "0.0.0.0/0", "2001:db8::/32", "::ffff:10.0.0.2", "::/0");
  private static final List<String> HOSTS =
      List.of("a.com", "A.COM", "*.com", "a.*", "*", "a.com:1");
  private static final List<String> PORTS = List.of("80", "8080", "443");
  private static final List<String> METHODS = List.of("GET", "POST", "P*", "*", "*T");
  private static final List<String> PATHS =
      List.of("/a", "/a/*", "*/b", "*", "/{*}/b", "/a/{**}", "/{**}/c", "/a/{*}/{**}/c/");
  private static final List<String> TEXTS = List.of("x", "y", "x*", "*y", "*");

  private final Random random;
  private int made;

  RandomPolicies(Random random) {
    this.random = random;
  }

  List<AuthorizationPolicy> policies() {
    List<AuthorizationPolicy> policies = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      policies.add(policy(one(List.of(Action.values()))));
    }
    return policies;
  }

  AuthorizationPolicy policy(Action action) {
    WorkloadSelector selector =
        chance(4)
            ? new WorkloadSelector(Map.of("app", one(List.of("w", "v"))))
            : WorkloadSelector.ALL;
    boolean targets = selector.isAll() && chance(10);
    return new AuthorizationPolicy(
        metadata(),
        selector,
        targets ? List.of(new TargetReference("", "Service", "s")) : List.of(),
        action,
        some(3, this::rule));
  }

  Rule rule() {
    return new Rule(some(2, this::source), some(2, this::operation), some(2, this::condition));
  }

  Terms terms(List<String> pool) {
    Terms terms = new Terms(some(2, () -> one(pool)), some(1, () -> one(pool)));
    return terms.isEmpty() ? new Terms(List.of(one(pool)), List.of()) : terms;
  }

  Source source() {
    Source source =
        new Source(
            rarely(PRINCIPALS),
            rarely(REQUEST_PRINCIPALS),
            rarely(NAMESPACES),
            rarely(ACCOUNTS),
            rarely(TRUST_DOMAINS),
            rarely(BLOCKS),
            rarely(BLOCKS));
    return source.equals(Source.ANY) ? source() : source;
  }

  Operation operation() {
    Operation operation =
        new Operation(rarely(HOSTS), rarely(PORTS), rarely(METHODS), rarely(PATHS));
    return operation.equals(Operation.ANY) ? operation() : operation;
  }

  private Condition condition() {
    Attribute.Kind kind = one(List.of(Attribute.Kind.values()));
    return switch (kind) {
      case REQUEST_HEADER ->
          new Condition(
              new Attribute(kind, List.of(one(List.of("h", ":method", ":authority", "host")))),
              terms(TEXTS));
      case REQUEST_CLAIM ->
          new Condition(
              new Attribute(kind, one(List.of(List.of("scope"), List.of("n", "m"), List.of("g")))),
              terms(TEXTS));
      case SOURCE_IP, REMOTE_IP, DESTINATION_IP -> condition(kind, BLOCKS);
      case SOURCE_NAMESPACE -> condition(kind, NAMESPACES);
      case SOURCE_SERVICE_ACCOUNT -> condition(kind, ACCOUNTS);
      case SOURCE_PRINCIPAL -> condition(kind, PRINCIPALS);
      case SOURCE_TRUST_DOMAIN -> condition(kind, TRUST_DOMAINS);
      case REQUEST_PRINCIPAL -> condition(kind, REQUEST_PRINCIPALS);
      case DESTINATION_PORT -> condition(kind, PORTS);
      case REQUEST_AUDIENCES, REQUEST_PRESENTER, CONNECTION_SNI -> condition(kind, TEXTS);
    };
  }

  private Condition condition(Attribute.Kind kind, List<String> pool) {
    return new Condition(new Attribute(kind, List.of()), terms(pool));
  }

  private ResourceMetadata metadata() {
    return new ResourceMetadata(
        one(List.of("foo", "foo", "istio-system", "bar")),
        "p" + made++,
        chance(5) ? Map.of("owner", "team") : Map.of(),
        chance(8) ? Map.of("istio.io/dry-run", "true") : Map.of(),
        chance(2) ? Instant.ofEpochSecond(random.nextInt()) : null,
        chance(5)
            ? JsonObject.builder().put("uid", "u").put("generation", 3).build()
            : JsonObject.EMPTY);
  }

  private Terms rarely(List<String> pool) {
    return chance(4) ? terms(pool) : Terms.NONE;
  }

  private <T> List<T> some(int most, Supplier<T> make) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      list.add(make.get());
    }
    return list;
  }

  <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
