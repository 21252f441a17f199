package dev.weft.core.policy.authn;

import dev.weft.core.policy.Decision;
import dev.weft.core.policy.HeaderField;
import dev.weft.core.policy.JwtRule;
import dev.weft.core.policy.OriginalToken;
import dev.weft.core.policy.Reason;
import dev.weft.core.policy.RequestChanges;
import dev.weft.core.policy.RequestTokens;
import dev.weft.core.policy.TokenClaims;
import dev.weft.core.policy.TokenPresence;
import dev.weft.core.policy.authn.FoundToken.Place;
import dev.weft.core.token.Jwt;
import dev.weft.core.token.JwtVerifier;
import dev.weft.core.token.TokenException;
import dev.weft.core.token.TokenFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One rule, compiled. Immutable. */
public final class JwtCheck {
  private final String policy;
  private final int index;
  private final JwtRule rule;
  private final JwtVerifier verifier;
  private final TokenPlaces places;
  private final List<String> written;
  private final List<ClaimOutput> outputs;

  JwtCheck(String policy, int index, JwtRule rule, JwtVerifier verifier) {
    this.policy = policy;
    this.index = index;
    this.rule = rule;
    this.verifier = verifier;
    this.places = TokenPlaces.of(rule);
    this.outputs =
        rule.outputClaimToHeaders().stream()
            .map(it -> new ClaimOutput(it.header().toLowerCase(Locale.ROOT), it.claim()))
            .toList();
    List<String> names = new ArrayList<>();
    rule.outputPayloadToHeader().ifPresent(it -> names.add(it.toLowerCase(Locale.ROOT)));
    outputs.forEach(it -> names.add(it.header()));
    this.written = List.copyOf(names);
  }

  String issuer() {
    return rule.issuer();
  }

  /** Whether a request without this rule's token does not pass. */
  public boolean required() {
    return rule.presence() == TokenPresence.REQUIRED;
  }

  /** The headers that are written from this rule's tokens, in lower case. */
  public List<String> written() {
    return written;
  }

  /** What {@code request} has for this rule. */
  public Outcome run(RequestTokens request, ParsedTokens parsed) {
    List<FoundToken> found = places.find(request);
    if (found.isEmpty()) {
      return required() ? bad(Reason.JWT_MISSING) : Missing.MISSING;
    }
    try {
      List<Jwt> tokens = new ArrayList<>();
      for (FoundToken candidate : found) {
        Jwt token = parsed.parse(candidate.text());
        verifier.verify(token, request.patience());
        tokens.add(token);
      }
      return good(found, tokens);
    } catch (TokenException e) {
      // Behind a good token a bad one must not pass: the application may believe the wrong one.
      return bad(reason(e.fault()));
    }
  }

  private Good good(List<FoundToken> found, List<Jwt> tokens) {
    Jwt caller = tokens.get(0);
    List<HeaderField> add = new ArrayList<>();
    rule.outputPayloadToHeader()
        .ifPresent(
            name ->
                add.add(new HeaderField(name.toLowerCase(Locale.ROOT), caller.encodedPayload())));
    for (ClaimOutput output : outputs) {
      String value = output.of(caller.payload());
      if (value != null) {
        add.add(new HeaderField(output.header(), value));
      }
    }
    boolean remove = rule.originalToken() == OriginalToken.REMOVE;
    return new Good(
        new TokenClaims(caller.payload(), rule.spaceDelimitedClaims()),
        policy,
        index,
        new RequestChanges(
            remove ? names(found, Place.HEADER) : List.of(),
            remove ? names(found, Place.PARAM) : List.of(),
            add));
  }

  private static List<String> names(List<FoundToken> found, Place place) {
    return found.stream()
        .filter(it -> it.place() == place)
        .map(FoundToken::name)
        .distinct()
        .toList();
  }

  private Bad bad(Reason reason) {
    return new Bad(new Decision.Deny(policy, index, reason));
  }

  private static Reason reason(TokenFault fault) {
    return switch (fault) {
      case TOO_LONG, MALFORMED, CRITICAL -> Reason.JWT_MALFORMED;
      case ALGORITHM -> Reason.JWT_ALGORITHM;
      case ISSUER -> Reason.JWT_ISSUER;
      case AUDIENCE -> Reason.JWT_AUDIENCE;
      case EXPIRED -> Reason.JWT_EXPIRED;
      case NOT_YET_VALID -> Reason.JWT_NOT_YET_VALID;
      case UNKNOWN_KEY -> Reason.JWT_UNKNOWN_KEY;
      case SIGNATURE -> Reason.JWT_SIGNATURE;
      case KEYS_UNAVAILABLE -> Reason.JWT_KEYS_UNAVAILABLE;
    };
  }

  /** What a request has for a rule. */
  public sealed interface Outcome {}

  /** Nothing, and that is all right. */
  public enum Missing implements Outcome {
    /** The only one. */
    MISSING
  }

  /**
   * A good token.
   *
   * @param claims what it says
   * @param policy the rule's policy, {@code namespace/name}
   * @param rule the rule's index
   * @param changes what the request has to be changed in
   */
  public record Good(TokenClaims claims, String policy, int rule, RequestChanges changes)
      implements Outcome {}

  /**
   * A bad token, or none where one is required.
   *
   * @param decision why
   */
  public record Bad(Decision.Deny decision) implements Outcome {
    /** Whether another rule may know more: this one only says that the token is not for it. */
    public boolean isLessTelling() {
      return decision.reason() == Reason.JWT_ISSUER;
    }
  }
}
