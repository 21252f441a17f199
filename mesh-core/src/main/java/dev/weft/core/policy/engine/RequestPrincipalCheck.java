package dev.weft.core.policy.engine;

import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.TokenClaims;
import dev.weft.core.policy.match.TextCase;
import dev.weft.core.policy.match.TextSet;
import java.util.List;

/**
 * The token's issuer and subject. A pattern is taken apart at its last slash and its halves are
 * compared one by one, since an issuer may hold slashes: joined, {@code a/b} of {@code c} could
 * pass for {@code a} of {@code b/c}.
 */
final class RequestPrincipalCheck extends RequestCheck {
  private final TextSet[] issuers;
  private final TextSet[] subjects;

  RequestPrincipalCheck(List<String> patterns) {
    this.issuers = new TextSet[patterns.size()];
    this.subjects = new TextSet[patterns.size()];
    for (int i = 0; i < issuers.length; i++) {
      String pattern = patterns.get(i);
      int slash = pattern.lastIndexOf('/');
      if (slash >= 0) {
        issuers[i] = set(pattern.substring(0, slash));
        subjects[i] = set(pattern.substring(slash + 1));
      } else if (pattern.startsWith("*")) {
        issuers[i] = set("*");
        subjects[i] = set(pattern);
      } else {
        issuers[i] = set(pattern);
        subjects[i] = set(pattern.endsWith("*") ? "*" : "");
      }
    }
  }

  @Override
  boolean matches(RequestFacts request) {
    TokenClaims token = request.token();
    String issuer = token == null ? null : token.issuer();
    String subject = token == null ? null : token.subject();
    if (issuer == null || subject == null) {
      return false;
    }
    for (int i = 0; i < issuers.length; i++) {
      if (issuers[i].matches(issuer) && subjects[i].matches(subject)) {
        return true;
      }
    }
    return false;
  }

  private static TextSet set(String pattern) {
    return TextSet.of(List.of(pattern), TextCase.SENSITIVE);
  }
}
