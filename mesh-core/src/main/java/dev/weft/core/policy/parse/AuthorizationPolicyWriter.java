package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.Condition;
import dev.weft.core.policy.Operation;
import dev.weft.core.policy.Rule;
import dev.weft.core.policy.Source;

/** Writes an AuthorizationPolicy as the resource it was read from. */
public final class AuthorizationPolicyWriter {
  private AuthorizationPolicyWriter() {}

  /** The whole resource. */
  public static JsonObject write(AuthorizationPolicy policy) {
    JsonObject.Builder spec = JsonObject.builder();
    Json.selector(spec, policy.selector());
    Json.targets(spec, policy.targetRefs());
    spec.put("action", policy.action().name());
    Json.array(
        spec, "rules", policy.rules().stream().map(AuthorizationPolicyWriter::rule).toList());
    return Json.resource(AuthorizationPolicy.KIND, policy.metadata(), spec.build());
  }

  private static JsonObject rule(Rule rule) {
    JsonObject.Builder json = JsonObject.builder();
    Json.array(json, "from", rule.from().stream().map(AuthorizationPolicyWriter::from).toList());
    Json.array(json, "to", rule.to().stream().map(AuthorizationPolicyWriter::to).toList());
    Json.array(json, "when", rule.when().stream().map(AuthorizationPolicyWriter::when).toList());
    return json.build();
  }

  private static JsonObject from(Source source) {
    JsonObject.Builder json = JsonObject.builder();
    Json.terms(json, "principals", source.principals());
    Json.terms(json, "requestPrincipals", source.requestPrincipals());
    Json.terms(json, "namespaces", source.namespaces());
    Json.terms(json, "serviceAccounts", source.serviceAccounts());
    Json.terms(json, "trustDomains", source.trustDomains());
    Json.terms(json, "ipBlocks", source.ipBlocks());
    Json.terms(json, "remoteIpBlocks", source.remoteIpBlocks());
    return JsonObject.builder().put("source", json.build()).build();
  }

  private static JsonObject to(Operation operation) {
    JsonObject.Builder json = JsonObject.builder();
    Json.terms(json, "hosts", operation.hosts());
    Json.terms(json, "ports", operation.ports());
    Json.terms(json, "methods", operation.methods());
    Json.terms(json, "paths", operation.paths());
    return JsonObject.builder().put("operation", json.build()).build();
  }

  private static JsonObject when(Condition condition) {
    JsonObject.Builder json = JsonObject.builder().put("key", condition.attribute().key());
    Json.terms(json, "values", condition.terms());
    return json.build();
  }
}
