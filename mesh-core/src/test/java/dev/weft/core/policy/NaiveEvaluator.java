package dev.weft.core.policy;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.match.PathNormalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides by walking over the policies as they are written, with no thought of speed: what the
 * compiled engine is compared to.
 */
final class NaiveEvaluator {
  private final MeshSettings settings;
  private final Workload workload;
  private final List<AuthorizationPolicy> policies;
  private final Set<String> own = new HashSet<>();

  NaiveEvaluator(MeshSettings settings, Workload workload, List<AuthorizationPolicy> policies) {
    this.settings = settings;
    this.workload = workload;
    this.policies = new ArrayList<>(policies);
    this.policies.sort(Comparator.comparing(AuthorizationPolicy::qualifiedName));
    own.add(settings.trustDomain());
    own.addAll(settings.trustDomainAliases());
  }

  Decision decide(ConnectionFacts connection, @Nullable RequestFacts request) {
    boolean hasAllow = false;
    for (AuthorizationPolicy policy : policies) {
      int rule = isInForce(policy, Action.DENY) ? firstMatch(policy, connection, request) : -1;
      if (rule >= 0) {
        return new Decision.Deny(policy.qualifiedName(), rule, Reason.EXPLICIT_DENY);
      }
      hasAllow |= isInForce(policy, Action.ALLOW);
    }
    if (!hasAllow) {
      return new Decision.Allow(null, -1, Reason.NO_ALLOW_POLICY);
    }
    for (AuthorizationPolicy policy : policies) {
      int rule = isInForce(policy, Action.ALLOW) ? firstMatch(policy, connection, request) : -1;
      if (rule >= 0) {
        return new Decision.Allow(policy.qualifiedName(), rule, Reason.ALLOW_MATCH);
      }
    }
    return new Decision.Deny(null, -1, Reason.DEFAULT_DENY);
  }

  private boolean isInForce(AuthorizationPolicy policy, Action action) {
    String namespace = policy.metadata().namespace();
    return policy.action() == action
        && !"true".equals(policy.metadata().annotations().get("istio.io/dry-run"))
        && policy.targetRefs().isEmpty()
        && Set.of(workload.namespace(), settings.rootNamespace()).contains(namespace)
        && workload.labels().entrySet().containsAll(policy.selector().matchLabels().entrySet());
  }

  private int firstMatch(
      AuthorizationPolicy policy, ConnectionFacts connection, @Nullable RequestFacts request) {
    for (int i = 0; i < policy.rules().size(); i++) {
      Rule written = policy.rules().get(i);
      Rule seen = request == null ? RequestFieldStripper.strip(written) : written;
      boolean blind = policy.action() == Action.ALLOW && !seen.equals(written);
      if (!blind && new RuleWalk(policy, connection, request).matches(seen)) {
        return i;
      }
    }
    return -1;
  }

  /** One rule against one request. */
  private final class RuleWalk {
    private final AuthorizationPolicy policy;
    private final ConnectionFacts connection;
    private final @Nullable RequestFacts request;

    RuleWalk(
        AuthorizationPolicy policy, ConnectionFacts connection, @Nullable RequestFacts request) {
      this.policy = policy;
      this.connection = connection;
      this.request = request;
    }

    boolean matches(Rule rule) {
      return (rule.from().isEmpty() || rule.from().stream().anyMatch(this::source))
          && (rule.to().isEmpty() || rule.to().stream().anyMatch(this::operation))
          && rule.when().stream().allMatch(this::condition);
    }

    private boolean source(Source source) {
      return peer(source.principals(), this::principal)
          && peer(source.namespaces(), n -> text(n, peer().namespace()))
          && peer(source.serviceAccounts(), this::account)
          && peer(source.trustDomains(), this::trustDomain)
          && ip(source.ipBlocks(), connection.sourceIp())
          && onRequest(source.remoteIpBlocks(), r -> ip(source.remoteIpBlocks(), remoteIp(r)))
          && onRequest(
              source.requestPrincipals(),
              r -> holds(source.requestPrincipals(), p -> requestPrincipal(p, r.token())));
    }

    private boolean operation(Operation operation) {
      return ports(operation.ports())
          && onRequest(
              operation.methods(), r -> holds(operation.methods(), p -> text(p, r.method())))
          && onRequest(operation.paths(), r -> holds(operation.paths(), p -> path(p, r)))
          && onRequest(
              operation.hosts(),
              r ->
                  holds(
                      operation.hosts(),
                      p -> text(p.toLowerCase(Locale.ROOT), r.host().toLowerCase(Locale.ROOT))));
    }

    private boolean condition(Condition condition) {
      Terms terms = condition.terms();
      List<String> names = condition.attribute().names();
      return switch (condition.attribute().kind()) {
        case SOURCE_PRINCIPAL -> peer(terms, this::principal);
        case SOURCE_NAMESPACE -> peer(terms, n -> text(n, peer().namespace()));
        case SOURCE_SERVICE_ACCOUNT -> peer(terms, this::account);
        case SOURCE_TRUST_DOMAIN -> peer(terms, this::trustDomain);
        case SOURCE_IP -> ip(terms, connection.sourceIp());
        case DESTINATION_IP -> ip(terms, connection.destinationIp());
        case DESTINATION_PORT -> ports(terms);
        case CONNECTION_SNI ->
            holds(terms, p -> connection.sni() != null && text(p, connection.sni()));
        case REMOTE_IP -> onRequest(terms, r -> ip(terms, remoteIp(r)));
        case REQUEST_HEADER ->
            onRequest(terms, r -> holds(terms, p -> header(p, header(names.get(0), r))));
        case REQUEST_PRINCIPAL ->
            onRequest(terms, r -> holds(terms, p -> requestPrincipal(p, r.token())));
        case REQUEST_AUDIENCES ->
            onRequest(terms, r -> holds(terms, p -> claim(p, List.of("aud"), r.token())));
        case REQUEST_PRESENTER ->
            onRequest(terms, r -> holds(terms, p -> claim(p, List.of("azp"), r.token())));
        case REQUEST_CLAIM -> onRequest(terms, r -> holds(terms, p -> claim(p, names, r.token())));
      };
    }

    private boolean holds(Terms terms, Predicate<String> matches) {
      return (terms.values().isEmpty() || terms.values().stream().anyMatch(matches))
          && terms.notValues().stream().noneMatch(matches);
    }

    /** Without request there is no field left that asks for one. */
    private boolean onRequest(Terms terms, Predicate<RequestFacts> matches) {
      return terms.isEmpty() || matches.test(Objects.requireNonNull(request));
    }

    private boolean peer(Terms terms, Predicate<String> matches) {
      return holds(terms, p -> connection.peer() != null && matches.test(p));
    }

    private Peer peer() {
      return Objects.requireNonNull(connection.peer());
    }

    private boolean ports(Terms terms) {
      return holds(terms, p -> Integer.parseInt(p) == connection.destinationPort());
    }

    private boolean ip(Terms terms, @Nullable IpAddress address) {
      if (address == null) {
        return terms.isEmpty() || policy.action() != Action.ALLOW;
      }
      return holds(terms, p -> Objects.requireNonNull(IpBlock.parse(p)).contains(address));
    }

    private @Nullable IpAddress remoteIp(RequestFacts facts) {
      return facts.remoteIp() == null ? connection.sourceIp() : facts.remoteIp();
    }

    private boolean account(String pattern) {
      String qualified =
          pattern.contains("/") ? pattern : policy.metadata().namespace() + "/" + pattern;
      return qualified.equals(peer().account());
    }

    private boolean trustDomain(String pattern) {
      return meansOwn(pattern)
          ? own.contains(peer().trustDomain())
          : text(pattern, peer().trustDomain());
    }

    private boolean principal(String pattern) {
      int slash = pattern.indexOf('/');
      if (slash < 0) {
        return text(pattern, peer().principal());
      }
      String domain = pattern.substring(0, slash);
      boolean migrated =
          own.contains(peer().trustDomain())
              && text(
                  pattern.substring(slash),
                  peer().principal().substring(peer().trustDomain().length()));
      if (meansOwn(domain)) {
        return migrated;
      }
      return text(pattern, peer().principal()) || (touchesOwn(domain) && migrated);
    }

    private boolean path(String pattern, RequestFacts facts) {
      String path =
          Objects.requireNonNull(
              PathNormalizer.normalize(settings.pathNormalization(), facts.path()));
      if (!pattern.contains("{")) {
        return text(pattern, path);
      }
      String regex =
          Pattern.quote(pattern).replace("{**}", "\\E.*\\Q").replace("{*}", "\\E[^/]+\\Q");
      return Pattern.compile(regex, Pattern.DOTALL).matcher(path).matches();
    }
  }

  private boolean meansOwn(String domain) {
    return domain.equals("cluster.local") || own.contains(domain);
  }

  private boolean touchesOwn(String domain) {
    return domain.length() > 1
        && domain.startsWith("*")
        && own.stream().anyMatch(candidate -> text(domain, candidate));
  }

  private static boolean text(String pattern, String value) {
    if (pattern.equals("*")) {
      return !value.isEmpty();
    }
    if (pattern.startsWith("*")) {
      return value.endsWith(pattern.substring(1));
    }
    return pattern.endsWith("*")
        ? value.startsWith(pattern.substring(0, pattern.length() - 1))
        : value.equals(pattern);
  }

  private static @Nullable String header(String name, RequestFacts request) {
    return switch (name) {
      case ":method" -> request.method();
      case ":authority", "host" -> request.host();
      default -> request.header(name);
    };
  }

  private static boolean header(String pattern, @Nullable String value) {
    return value != null && (pattern.equals("*") || text(pattern, value));
  }

  private static boolean requestPrincipal(String pattern, @Nullable TokenClaims token) {
    String issuer = token == null ? null : token.issuer();
    String subject = token == null ? null : token.subject();
    if (issuer == null || subject == null) {
      return false;
    }
    if (pattern.equals("*")) {
      return !issuer.isEmpty() && !subject.isEmpty();
    }
    int slash = pattern.lastIndexOf('/');
    if (slash < 0) {
      return pattern.startsWith("*")
          ? !issuer.isEmpty() && text(pattern, subject)
          : pattern.endsWith("*")
              ? text(pattern, issuer) && !subject.isEmpty()
              : pattern.equals(issuer) && subject.isEmpty();
    }
    String wantedIssuer = pattern.substring(0, slash);
    String wantedSubject = pattern.substring(slash + 1);
    if (pattern.startsWith("*")) {
      return text(wantedIssuer, issuer) && wantedSubject.equals(subject);
    }
    return wantedIssuer.equals(issuer)
        && (pattern.endsWith("*") ? text(wantedSubject, subject) : wantedSubject.equals(subject));
  }

  private static boolean claim(String pattern, List<String> names, @Nullable TokenClaims token) {
    JsonValue claim = token == null ? null : token.claim(names);
    List<JsonValue> values =
        claim instanceof JsonArray array
            ? array.values()
            : claim == null ? List.of() : List.of(claim);
    return values.stream()
        .anyMatch(value -> value instanceof JsonString text && text(pattern, text.value()));
  }
}
