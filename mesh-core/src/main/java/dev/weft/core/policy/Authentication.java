package dev.weft.core.policy;

import org.jspecify.annotations.Nullable;

/** What a request's tokens say of who is asking. */
public sealed interface Authentication {
  /** The claims of the request's token, for {@link RequestFacts#token()}; null without one. */
  @Nullable TokenClaims claims();

  /** No token, and none is required: the request passes, without identity. */
  record NoToken(RequestChanges changes) implements Authentication {
    /** Where there is nothing to look for, there is nothing to change either. */
    static final NoToken UNCHANGED = new NoToken(RequestChanges.NONE);

    @Override
    public @Nullable TokenClaims claims() {
      return null;
    }
  }

  /**
   * The request passes with the identity of its token.
   *
   * @param claims what the token says
   * @param policy the RequestAuthentication that took it, {@code namespace/name}
   * @param rule the index of the rule in {@code spec.jwtRules}
   * @param changes what the request has to be changed in
   */
  record Valid(TokenClaims claims, String policy, int rule, RequestChanges changes)
      implements Authentication {}

  /**
   * The request does not pass.
   *
   * @param decision why, by which policy and rule
   */
  record Invalid(Decision.Deny decision) implements Authentication {
    @Override
    public @Nullable TokenClaims claims() {
      return null;
    }

    /** The status code to answer with: as Envoy, 403 for a token meant for others, else 401. */
    public int status() {
      return decision.reason() == Reason.JWT_AUDIENCE ? 403 : 401;
    }

    /** The {@code WWW-Authenticate} header to answer with (RFC 6750 section 3). */
    public String challenge() {
      return decision.reason() == Reason.JWT_MISSING ? "Bearer" : "Bearer error=\"invalid_token\"";
    }
  }
}
