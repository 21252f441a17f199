package dev.weft.core.policy.engine;

import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.TokenClaims;
import dev.weft.core.policy.match.TextCase;
import dev.weft.core.policy.match.TextSet;
import java.util.List;

/**
 * The token's issuer and subject. A pattern is taken apart at its last slash and its halves are
 * compared one by one, since an issuer may hold slashes: joined, {@code a/b} of {@code c} could
 * pass for {@code a} of {@code b/c}. A {@code *} means anything only as the pattern's first or last
 * character; a pattern that has it as both is taken by its first, as in Istio.
 */
final class RequestPrincipalCheck extends RequestCheck {
  private static final TextSet ANY = TextSet.of(List.of("*"), TextCase.SENSITIVE);

  private final TextSet[] issuers;
  private final TextSet[] subjects;

  RequestPrincipalCheck(List<String> patterns) {
    this.issuers = new TextSet[patterns.size()];
    this.subjects = new TextSet[patterns.size()];
    for (int i = 0; i < issuers.length; i++) {
      String pattern = patterns.get(i);
      int slash = pattern.lastIndexOf('/');
      String issuer = slash < 0 ? pattern : pattern.substring(0, slash);
      String subject = slash < 0 ? "" : pattern.substring(slash + 1);
      boolean open = slash < 0 && !pattern.equals("*");
      if (pattern.startsWith("*")) {
        issuers[i] = slash < 0 ? ANY : set(issuer);
        subjects[i] = open ? set(pattern) : pattern.equals("*") ? ANY : TextSet.exactly(subject);
      } else if (pattern.endsWith("*")) {
        issuers[i] = open ? set(issuer) : TextSet.exactly(issuer);
        subjects[i] = open ? ANY : set(subject);
      } else {
        issuers[i] = TextSet.exactly(issuer);
        subjects[i] = TextSet.exactly(subject);
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
