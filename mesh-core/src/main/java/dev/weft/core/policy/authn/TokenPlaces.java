package dev.weft.core.policy.authn;

import dev.weft.core.policy.JwtHeader;
import dev.weft.core.policy.JwtRule;
import dev.weft.core.policy.RequestTokens;
import dev.weft.core.policy.authn.FoundToken.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The places in which a rule's token may stand, in the order in which Envoy's jwt_authn looks:
 * headers, parameters, cookies, each by name.
 */
final class TokenPlaces {
  /** Where to look when a rule does not say it (RFC 6750 sections 2.1 and 2.3). */
  private static final JwtHeader BEARER = new JwtHeader("authorization", "Bearer ");

  private static final String ACCESS_TOKEN = "access_token";

  private final List<JwtHeader> headers;
  private final List<String> params;
  private final List<String> cookies;

  private TokenPlaces(List<JwtHeader> headers, List<String> params, List<String> cookies) {
    this.headers = headers;
    this.params = params;
    this.cookies = cookies;
  }

  static TokenPlaces of(JwtRule rule) {
    if (rule.fromHeaders().isEmpty()
        && rule.fromParams().isEmpty()
        && rule.fromCookies().isEmpty()) {
      return new TokenPlaces(List.of(BEARER), List.of(ACCESS_TOKEN), List.of());
    }
    List<JwtHeader> headers =
        rule.fromHeaders().stream()
            .map(it -> new JwtHeader(it.name().toLowerCase(Locale.ROOT), it.prefix()))
            .distinct()
            .sorted(Comparator.comparing(it -> it.name() + it.prefix()))
            .toList();
    return new TokenPlaces(headers, sorted(rule.fromParams()), sorted(rule.fromCookies()));
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().distinct().sorted().toList();
  }

  List<FoundToken> find(RequestTokens request) {
    List<FoundToken> found = new ArrayList<>();
    for (JwtHeader header : headers) {
      for (String value : request.headers(header.name())) {
        int prefix = value.indexOf(header.prefix());
        if (prefix >= 0) {
          found.add(
              new FoundToken(
                  header.prefix().isEmpty()
                      ? value
                      : behind(value, prefix + header.prefix().length()),
                  Place.HEADER,
                  header.name()));
        }
      }
    }
    if (!params.isEmpty()) {
      add(found, params, Pairs.ofQuery(request.target(), params), Place.PARAM);
    }
    if (!cookies.isEmpty()) {
      add(found, cookies, Pairs.ofCookies(request.headers("cookie"), cookies), Place.COOKIE);
    }
    return found;
  }

  private static void add(
      List<FoundToken> found, List<String> names, Map<String, String> values, Place place) {
    for (String name : names) {
      String value = values.get(name);
      if (value != null) {
        found.add(new FoundToken(value, place, name));
      }
    }
  }

  /**
   * What follows a prefix, from the first character on that a token may have; the whole value when
   * there is none, so that it is refused rather than overlooked.
   */
  private static String behind(String value, int from) {
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.') {
        return value.substring(i);
      }
    }
    return value;
  }
}
