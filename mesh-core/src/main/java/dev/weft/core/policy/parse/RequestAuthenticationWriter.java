package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.ClaimToHeader;
import dev.weft.core.policy.JwtHeader;
import dev.weft.core.policy.JwtRule;
import dev.weft.core.policy.OriginalToken;
import dev.weft.core.policy.RequestAuthentication;
import dev.weft.core.policy.TokenPresence;

/** Writes a RequestAuthentication as the resource it was read from. */
public final class RequestAuthenticationWriter {
  private RequestAuthenticationWriter() {}

  /** The whole resource. */
  public static JsonObject write(RequestAuthentication policy) {
    JsonObject.Builder spec = JsonObject.builder();
    Json.selector(spec, policy.selector());
    Json.targets(spec, policy.targetRefs());
    Json.array(
        spec,
        "jwtRules",
        policy.jwtRules().stream().map(RequestAuthenticationWriter::rule).toList());
    return Json.resource(RequestAuthentication.KIND, policy.metadata(), spec.build());
  }

  private static JsonObject rule(JwtRule rule) {
    JsonObject.Builder json = JsonObject.builder().put("issuer", rule.issuer());
    Json.texts(json, "audiences", rule.audiences());
    rule.jwksUri().ifPresent(uri -> json.put("jwksUri", uri.toString()));
    rule.jwks().ifPresent(jwks -> json.put("jwks", jwks));
    Json.array(
        json,
        "fromHeaders",
        rule.fromHeaders().stream().map(RequestAuthenticationWriter::header).toList());
    Json.texts(json, "fromParams", rule.fromParams());
    Json.texts(json, "fromCookies", rule.fromCookies());
    rule.outputPayloadToHeader().ifPresent(name -> json.put("outputPayloadToHeader", name));
    if (rule.originalToken() == OriginalToken.FORWARD) {
      json.put("forwardOriginalToken", true);
    }
    Json.array(
        json,
        "outputClaimToHeaders",
        rule.outputClaimToHeaders().stream().map(RequestAuthenticationWriter::output).toList());
    rule.timeout().ifPresent(timeout -> json.put("timeout", Durations.text(timeout)));
    Json.texts(json, "spaceDelimitedClaims", rule.spaceDelimitedClaims());
    if (rule.presence() == TokenPresence.REQUIRED) {
      json.put("presence", rule.presence().name());
    }
    return json.build();
  }

  private static JsonObject header(JwtHeader header) {
    JsonObject.Builder json = JsonObject.builder().put("name", header.name());
    if (!header.prefix().isEmpty()) {
      json.put("prefix", header.prefix());
    }
    return json.build();
  }

  private static JsonObject output(ClaimToHeader output) {
    return JsonObject.builder().put("header", output.header()).put("claim", output.claim()).build();
  }
}
