package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whatever a reader takes in it has understood: what it writes says all that it read. The seed
 * stands in every failure; give it as {@code weft.test.seed} to see the failure again.
 */
class ParserFuzzTest {
  private static final long SEED = Long.getLong("weft.test.seed", System.nanoTime());
  private static final int ROUNDS = 30_000;

  private static final JsonObject REQUEST_AUTHENTICATION =
      Policies.resource(
          "RequestAuthentication",
          "foo",
          "r",
          """
          {'jwtRules': [
            {'issuer': 'https://i', 'audiences': ['a', 'b'], 'jwksUri': 'https://i/keys',
             'fromHeaders': [{'name': 'X-Token', 'prefix': 'Bearer '}, {'name': 'y'}],
             'fromParams': ['t'], 'fromCookies': ['c'], 'outputPayloadToHeader': 'x-payload',
             'forwardOriginalToken': true,
             'outputClaimToHeaders': [{'header': 'x-sub', 'claim': 'sub'}],
             'timeout': '5s', 'spaceDelimitedClaims': ['roles'], 'presence': 'REQUIRED'},
            {'issuer': 'j'}]}
          """);

  @Test
  void parse_mutatedAuthorizationPolicy_acceptedOnlyWhole() {
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Random random = new Random(SEED + i);
      RandomPolicies generator = new RandomPolicies(random);
      Action action = generator.one(List.of(Action.values()));
      JsonObject mutated = mutate(random, generator.policy(action).toJson());
      try {
        AuthorizationPolicy policy = AuthorizationPolicy.parse(mutated);
        assertThat(canonical(policy.toJson())).as(about(i, mutated)).isEqualTo(canonical(mutated));
        assertThat(AuthorizationPolicy.parse(policy.toJson()))
            .as(about(i, mutated))
            .isEqualTo(policy);
        accepted++;
      } catch (PolicyFormatException e) {
        assertThat(e.errors()).as(about(i, mutated)).isNotEmpty();
      }
    }
    assertThat(accepted).as("mutations that are accepted").isGreaterThan(ROUNDS / 100);
  }

  @Test
  void parse_mutatedPeerAuthentication_acceptedOnlyWhole() {
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Random random = new Random(SEED + i);
      JsonObject mutated = mutate(random, peerAuthentication(random).toJson());
      try {
        PeerAuthentication policy = PeerAuthentication.parse(mutated);
        assertThat(canonical(policy.toJson())).as(about(i, mutated)).isEqualTo(canonical(mutated));
        assertThat(PeerAuthentication.parse(policy.toJson()))
            .as(about(i, mutated))
            .isEqualTo(policy);
        accepted++;
      } catch (PolicyFormatException e) {
        assertThat(e.errors()).as(about(i, mutated)).isNotEmpty();
      }
    }
    assertThat(accepted).as("mutations that are accepted").isGreaterThan(ROUNDS / 100);
  }

  @Test
  void parse_mutatedRequestAuthentication_acceptedOnlyWhole() {
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Random random = new Random(SEED + i);
      JsonObject mutated = mutate(random, REQUEST_AUTHENTICATION);
      try {
        RequestAuthentication policy = RequestAuthentication.parse(mutated);
        assertThat(canonical(policy.toJson())).as(about(i, mutated)).isEqualTo(canonical(mutated));
        assertThat(RequestAuthentication.parse(policy.toJson()))
            .as(about(i, mutated))
            .isEqualTo(policy);
        accepted++;
      } catch (PolicyFormatException e) {
        assertThat(e.errors()).as(about(i, mutated)).isNotEmpty();
      }
    }
    assertThat(accepted).as("mutations that are accepted").isGreaterThan(ROUNDS / 100);
  }

  private static PeerAuthentication peerAuthentication(Random random) {
    MutualTlsMode[] modes = MutualTlsMode.values();
    return new PeerAuthentication(
        ResourceMetadata.of("foo", "p"),
        new WorkloadSelector(Map.of("app", "w")),
        random.nextBoolean() ? Optional.empty() : Optional.of(modes[random.nextInt(3)]),
        Map.of(80, Optional.of(modes[random.nextInt(3)]), 90, Optional.empty()));
  }

  private static JsonObject mutate(Random random, JsonObject resource) {
    JsonMutation mutation = new JsonMutation(random);
    JsonValue mutated = mutation.mutate(resource);
    for (int i = random.nextInt(3); i > 0; i--) {
      mutated = mutation.mutate(mutated);
    }
    return mutated instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private static String about(int round, JsonObject mutated) {
    return "seed " + (SEED + round) + ": " + mutated;
  }

  /** The resource with what may be written in two ways written in one. */
  private static JsonValue canonical(JsonObject resource) {
    JsonObject spec = canonicalSpec(resource.object("spec"));
    JsonObject metadata = canonicalMetadata(resource.object("metadata"));
    return sorted(
        resource
            .without("status")
            .with("apiVersion", JsonValue.of("security.istio.io/v1"))
            .with("metadata", metadata)
            .with("spec", spec));
  }

  private static JsonObject canonicalMetadata(JsonObject metadata) {
    JsonObject canonical = metadata;
    for (String map : List.of("labels", "annotations")) {
      canonical = metadata.object(map).members().isEmpty() ? canonical.without(map) : canonical;
    }
    return canonical.get("creationTimestamp") instanceof JsonNull
        ? canonical.without("creationTimestamp")
        : canonical;
  }

  private static JsonObject canonicalSpec(JsonObject spec) {
    JsonObject canonical = spec;
    if (spec.object("selector").object("matchLabels").members().isEmpty()) {
      canonical = canonical.without("selector");
    }
    if (spec.get("rules") instanceof JsonArray rules && rules.values().isEmpty()) {
      canonical = canonical.without("rules");
    }
    if (spec.get("jwtRules") instanceof JsonArray rules && rules.values().isEmpty()) {
      canonical = canonical.without("jwtRules");
    }
    if (spec.get("mtls") == null) {
      canonical = canonical.with("mtls", JsonObject.EMPTY);
    }
    return canonical.get("action") == null
        ? canonical.with("action", JsonValue.of("ALLOW"))
        : canonical;
  }

  private static JsonValue sorted(JsonValue value) {
    if (value instanceof JsonArray array) {
      return new JsonArray(array.values().stream().map(ParserFuzzTest::sorted).toList());
    }
    if (!(value instanceof JsonObject object)) {
      return value;
    }
    Map<String, JsonValue> members = new TreeMap<>();
    object.members().forEach((name, member) -> members.put(name, sorted(member)));
    if (members.get("key") instanceof JsonString key && key.value().startsWith("request.headers")) {
      members.put("key", JsonValue.of(key.value().toLowerCase(Locale.ROOT)));
    }
    // These say the same as nothing at all.
    for (String list :
        List.of(
            "when",
            "audiences",
            "fromHeaders",
            "fromParams",
            "fromCookies",
            "outputClaimToHeaders",
            "spaceDelimitedClaims")) {
      members.remove(list, new JsonArray(List.of()));
    }
    members.remove("prefix", JsonValue.of(""));
    members.remove("forwardOriginalToken", JsonValue.of(false));
    members.remove("group", JsonValue.of(""));
    members.remove("mode", JsonValue.of("UNSET"));
    members.remove("matchLabels", JsonObject.EMPTY);
    return new JsonObject(new LinkedHashMap<>(members));
  }
}
