package dev.weft.core.policy.parse;

import dev.weft.core.policy.Attribute;
import dev.weft.core.policy.IpBlock;
import dev.weft.core.policy.match.PathTemplate;

/** The form that the values of a field have to have (Istio's validation of the same fields). */
enum Values {
  ANY(Fields.MAX_TEXTS, "a pattern"),
  CLAIM(64, "the name of a claim"),
  SERVICE_ACCOUNT(
      16,
      "<service account> or <namespace>/<service account>, no wildcard, at most 320 characters"),
  TRUST_DOMAIN(Fields.MAX_TEXTS, "a trust domain, * only as first or last character"),
  IP_BLOCK(Fields.MAX_TEXTS, "an IP address or CIDR range, such as 10.0.0.0/8"),
  PORT(Fields.MAX_TEXTS, "a port, 0 to 65535"),
  PATH(
      Fields.MAX_TEXTS,
      "a path, or a template with {*} or {**} as whole segments, {**} last among them");

  private final int most;
  private final String expected;

  Values(int most, String expected) {
    this.most = most;
    this.expected = expected;
  }

  static Values of(Attribute.Kind kind) {
    return switch (kind) {
      case SOURCE_IP, REMOTE_IP, DESTINATION_IP -> IP_BLOCK;
      case DESTINATION_PORT -> PORT;
      case SOURCE_SERVICE_ACCOUNT -> SERVICE_ACCOUNT;
      case SOURCE_TRUST_DOMAIN -> TRUST_DOMAIN;
      default -> ANY;
    };
  }

  boolean fits(String text) {
    return switch (this) {
      case ANY, CLAIM -> true;
      case SERVICE_ACCOUNT -> isServiceAccount(text);
      case TRUST_DOMAIN -> isTrustDomain(text);
      case IP_BLOCK -> IpBlock.parse(text) != null;
      case PORT -> isPort(text);
      case PATH -> PathTemplate.isPlain(text) || PathTemplate.isValid(text);
    };
  }

  int most() {
    return most;
  }

  String expected() {
    return expected;
  }

  private static boolean isServiceAccount(String text) {
    int slash = text.indexOf('/');
    return text.length() <= 320
        && text.indexOf('*') < 0
        && slash == text.lastIndexOf('/')
        && slash != 0
        && slash != text.length() - 1;
  }

  private static boolean isTrustDomain(String text) {
    return text.indexOf('/') < 0 && Wildcards.onlyAtOneEnd(text);
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,9}") && Integer.parseInt(text) <= 65535;
  }
}
