package dev.weft.core.policy.engine;

import dev.weft.core.policy.Action;
import dev.weft.core.policy.Attribute;
import dev.weft.core.policy.Condition;
import dev.weft.core.policy.Layer;
import dev.weft.core.policy.Operation;
import dev.weft.core.policy.Source;
import dev.weft.core.policy.Terms;
import dev.weft.core.policy.match.TextCase;
import dev.weft.core.policy.match.TextSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Compiles the fields of one policy's rules to checks. Where connections are asked about, the
 * fields that look at requests are left out; rules that must not lose them must not come here.
 */
final class FieldCompiler {
  private final TrustDomains trustDomains;
  private final String namespace;
  private final Sight sight;
  private final boolean allows;
  private final boolean whenUnknown;
  private final SharedChecks shared;

  FieldCompiler(
      TrustDomains trustDomains,
      String namespace,
      Sight sight,
      Action action,
      SharedChecks shared) {
    this.trustDomains = trustDomains;
    this.namespace = namespace;
    this.sight = sight;
    this.allows = action == Action.ALLOW;
    this.whenUnknown = action != Action.ALLOW;
    this.shared = shared;
  }

  List<Check> source(Source source) {
    List<Check> checks = new ArrayList<>();
    add(checks, Attribute.Kind.SOURCE_PRINCIPAL, source.principals());
    add(checks, Attribute.Kind.SOURCE_NAMESPACE, source.namespaces());
    add(checks, Attribute.Kind.SOURCE_SERVICE_ACCOUNT, source.serviceAccounts());
    add(checks, Attribute.Kind.SOURCE_TRUST_DOMAIN, source.trustDomains());
    add(checks, Attribute.Kind.SOURCE_IP, source.ipBlocks());
    add(checks, Attribute.Kind.REMOTE_IP, source.remoteIpBlocks());
    add(checks, Attribute.Kind.REQUEST_PRINCIPAL, source.requestPrincipals());
    return checks;
  }

  List<Check> operation(Operation operation) {
    List<Check> checks = new ArrayList<>();
    add(checks, Attribute.Kind.DESTINATION_PORT, operation.ports());
    if (sight == Sight.REQUEST) {
      add(
          checks,
          "methods",
          operation.methods(),
          it -> new MethodCheck(TextSet.of(it, TextCase.SENSITIVE)));
      add(checks, "paths", operation.paths(), it -> new PathCheck(TextSet.ofPaths(it)));
      add(
          checks,
          "hosts",
          operation.hosts(),
          it -> new HostCheck(TextSet.of(it, TextCase.INSENSITIVE)));
    }
    return checks;
  }

  List<Check> condition(Condition condition) {
    List<Check> checks = new ArrayList<>();
    add(checks, condition.attribute(), condition.terms());
    return checks;
  }

  private void add(List<Check> checks, Attribute.Kind kind, Terms terms) {
    add(checks, new Attribute(kind, List.of()), terms);
  }

  private void add(List<Check> checks, Attribute attribute, Terms terms) {
    if (attribute.kind().layer() == Layer.REQUEST && sight != Sight.REQUEST) {
      return;
    }
    for (Side side : Side.of(terms)) {
      checks.add(
          shared.of(attribute, side, context(attribute, side), () -> check(attribute, side)));
    }
  }

  /**
   * An address that is unknown, an account without namespace, and a namespace with a star inside
   * mean what the policy makes them.
   */
  private Object context(Attribute attribute, Side side) {
    return switch (attribute.kind()) {
      case SOURCE_IP, REMOTE_IP, DESTINATION_IP -> whenUnknown;
      case SOURCE_SERVICE_ACCOUNT -> namespace;
      case SOURCE_NAMESPACE -> sight.namespaces(allows, side.negated());
      default -> "";
    };
  }

  private void add(
      List<Check> checks, String field, Terms terms, Function<List<String>, Check> make) {
    for (Side side : Side.of(terms)) {
      checks.add(shared.of(field, side, "", () -> side.of(make.apply(side.values()))));
    }
  }

  private Check check(Attribute attribute, Side side) {
    List<String> values = side.values();
    return switch (attribute.kind()) {
      case SOURCE_PRINCIPAL ->
          side.of(peer(PeerCheck.Part.PRINCIPAL, trustDomains.ofPrincipals(values)));
      case SOURCE_TRUST_DOMAIN ->
          side.of(peer(PeerCheck.Part.TRUST_DOMAIN, trustDomains.ofTrustDomains(values)));
      case SOURCE_NAMESPACE ->
          side.of(NamespaceCheck.of(values, sight.namespaces(allows, side.negated())));
      case SOURCE_SERVICE_ACCOUNT -> side.of(peer(PeerCheck.Part.ACCOUNT, qualified(values)));
      case SOURCE_IP -> ip(IpCheck.Which.SOURCE, side);
      case REMOTE_IP -> ip(IpCheck.Which.REMOTE, side);
      case DESTINATION_IP -> ip(IpCheck.Which.DESTINATION, side);
      case DESTINATION_PORT -> side.of(PortCheck.of(values));
      case CONNECTION_SNI -> side.of(new SniCheck(TextSet.of(values, TextCase.INSENSITIVE)));
      case REQUEST_HEADER -> side.of(header(attribute.names().get(0), set(values)));
      case REQUEST_PRINCIPAL -> side.of(new RequestPrincipalCheck(values));
      case REQUEST_AUDIENCES -> side.of(new ClaimCheck(List.of("aud"), set(values)));
      case REQUEST_PRESENTER -> side.of(new ClaimCheck(List.of("azp"), set(values)));
      case REQUEST_CLAIM -> side.of(new ClaimCheck(attribute.names(), set(values)));
    };
  }

  private static Check header(String name, TextSet set) {
    return name.equals(":path") ? new PathHeaderCheck(set) : new HeaderCheck(name, set);
  }

  /** An account without namespace is one of the policy's own namespace. */
  private List<String> qualified(List<String> accounts) {
    List<String> qualified = new ArrayList<>();
    for (String account : accounts) {
      qualified.add(account.indexOf('/') < 0 ? namespace + "/" + account : account);
    }
    return qualified;
  }

  private Check ip(IpCheck.Which which, Side side) {
    return new IpCheck(which, side.values(), !side.negated(), whenUnknown);
  }

  private static PeerCheck peer(PeerCheck.Part part, List<String> patterns) {
    return new PeerCheck(part, set(patterns));
  }

  private static TextSet set(List<String> patterns) {
    return TextSet.of(patterns, TextCase.SENSITIVE);
  }
}
