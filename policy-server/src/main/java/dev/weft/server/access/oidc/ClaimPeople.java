package dev.weft.server.access.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.weft.server.access.RoleMapping;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Caller;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads who a person is from the claims of a token that was judged good. Names and groups get the
 * prefix {@code oidc:}, so that no provider can give somebody the name of a person known by other
 * means.
 */
final class ClaimPeople {
  static final String PREFIX = "oidc:";

  private static final int LONGEST_NAME = 253;
  private static final int MOST_GROUPS = 1000;

  private final String usernameClaim;
  private final String groupsClaim;
  private final RoleMapping roles;

  ClaimPeople(String usernameClaim, String groupsClaim, RoleMapping roles) {
    this.usernameClaim = usernameClaim;
    this.groupsClaim = groupsClaim;
    this.roles = roles;
  }

  /**
   * Whom {@code claims} name.
   *
   * @throws ApiException 401 when a claim is missing or malformed
   */
  Caller.Person person(JWTClaimsSet claims) {
    String name = name(usernameClaim, claims.getClaim(usernameClaim));
    if (usernameClaim.equals("email")) {
      Object verified = claims.getClaim("email_verified");
      if (verified != null && !Boolean.TRUE.equals(verified)) {
        throw refused("email_verified", "not true");
      }
    }
    List<String> groups = groups(claims.getClaim(groupsClaim));
    return new Caller.Person(
        PREFIX + name, groups.stream().map(PREFIX::concat).toList(), roles.of(groups));
  }

  private List<String> groups(@org.jspecify.annotations.Nullable Object claim) {
    if (claim == null) {
      return List.of();
    }
    if (claim instanceof String one) {
      return List.of(name(groupsClaim, one));
    }
    if (!(claim instanceof List<?> list) || list.size() > MOST_GROUPS) {
      throw refused(groupsClaim, "no list of at most " + MOST_GROUPS + " names");
    }
    List<String> groups = new ArrayList<>();
    list.forEach(it -> groups.add(name(groupsClaim, it)));
    return groups;
  }

  private static String name(String claim, @org.jspecify.annotations.Nullable Object value) {
    if (value instanceof String text
        && !text.isBlank()
        && text.length() <= LONGEST_NAME
        && text.codePoints().noneMatch(Character::isISOControl)) {
      return text;
    }
    throw refused(claim, "no name of 1 to " + LONGEST_NAME + " printable characters");
  }

  private static ApiException refused(String claim, String why) {
    return ApiException.unauthorized("authorization: OIDC token: " + claim + ": " + why);
  }
}
