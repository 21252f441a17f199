package dev.weft.server;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.resources.schema.KindInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bodies: valid ones, such with a fault somewhere in the tree, and such with a fault in the text.
 */
final class FuzzBodies {
  private static final Map<String, List<String>> SPECS =
      Map.of(
          "AuthorizationPolicy",
          List.of(
              "{\"rules\":[{\"from\":[{\"source\":{\"principals\":[\"a/ns/b/sa/c\"]}}]}]}",
              "{\"action\":\"DENY\",\"selector\":{\"matchLabels\":{\"app\":\"x\"}},\"rules\":[{\"to\":"
                  + "[{\"operation\":{\"methods\":[\"GET\"],\"paths\":[\"/a/*\"],\"ports\":[\"80\"]}}],"
                  + "\"when\":[{\"key\":\"source.ip\",\"values\":[\"10.0.0.0/8\"]}]}]}",
              "{}"),
          "PeerAuthentication",
          List.of(
              "{\"mtls\":{\"mode\":\"STRICT\"}}",
              "{\"selector\":{\"matchLabels\":{\"app\":\"x\"}},\"mtls\":{\"mode\":\"PERMISSIVE\"},"
                  + "\"portLevelMtls\":{\"8080\":{\"mode\":\"DISABLE\"}}}"),
          "RequestAuthentication",
          List.of(
              "{\"jwtRules\":[{\"issuer\":\"https://id.example\",\"jwks\":\"{\\\"keys\\\":[]}\"}]}",
              "{}"),
          "Telemetry",
          List.of(
              "{\"tracing\":[{\"match\":{\"mode\":\"CLIENT\"},\"randomSamplingPercentage\":1.5,"
                  + "\"customTags\":{\"a\":{\"literal\":{\"value\":\"b\"}}}}],"
                  + "\"accessLogging\":[{\"disabled\":true}]}",
              "{}"),
          "TraceSampling",
          List.of(
              "{\"rules\":[{\"match\":{\"principals\":[\"a/ns/b/sa/c\"]},"
                  + "\"randomSamplingPercentage\":100}]}"),
          "JoinToken",
          List.of("{\"serviceAccount\":\"web\",\"uses\":2}"),
          "ApiToken",
          List.of("{\"role\":\"viewer\",\"namespaces\":[\"shop\"]}"),
          "AccessReview",
          List.of(
              "{\"workload\":{\"namespace\":\"shop\",\"labels\":{\"app\":\"x\"}},\"request\":"
                  + "{\"port\":80,\"principal\":\"a/ns/b/sa/c\",\"method\":\"GET\",\"path\":\"/\"}}"),
          "SelfSubjectAccessReview",
          List.of(
              "{\"resourceAttributes\":{\"verb\":\"get\",\"resource\":\"authorizationpolicies\","
                  + "\"group\":\"security.istio.io\",\"namespace\":\"shop\"}}",
              "{\"nonResourceAttributes\":{\"path\":\"/api\",\"verb\":\"get\"}}"),
          "SelfSubjectRulesReview",
          List.of("{\"namespace\":\"shop\"}"));
  private static final List<String> PATCHES =
      List.of(
          "[{\"op\":\"replace\",\"path\":\"/spec\",\"value\":{}}]",
          "[{\"op\":\"add\",\"path\":\"/metadata/labels\",\"value\":{\"a\":\"b\"}},"
              + "{\"op\":\"test\",\"path\":\"/kind\",\"value\":\"x\"}]",
          "[{\"op\":\"copy\",\"from\":\"/spec\",\"path\":\"/spec/rules/-\"}]",
          "[{\"op\":\"move\",\"from\":\"/spec\",\"path\":\"/spec/a\"}]",
          "[{\"op\":\"remove\",\"path\":\"/metadata\"},{\"op\":\"remove\",\"path\":\"\"}]",
          "{\"metadata\":{\"labels\":{\"a\":null,\"b\":\"c\"},\"finalizers\":[\"x\"]}}",
          "{\"spec\":{\"action\":\"ALLOW\",\"rules\":null}}",
          "{\"metadata\":{\"managedFields\":[{\"manager\":\"m\",\"operation\":\"Apply\",\"fieldsV1\":"
              + "{\"f:spec\":{\"k:{\\\"a\\\":1}\":{},\"v:1e999\":{},\"i:-1\":{},\".\":1}}}]}}",
          "{\"metadata\":null}",
          "{\"metadata\":{\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":\"{\"}}}",
          "[]",
          "null");
  private static final List<String> NAMES =
      List.of(
          "rules", "key", "mode", "Principals", "f:spec", "name", "uid", "resourceVersion", "x");
  private static final List<String> TEXTS =
      List.of(
          "",
          "*",
          "DENY",
          "source.ip",
          "10.0.0.0/33",
          "{x}",
          "\u00e9",
          "\u0000",
          "a/b/c",
          "18446744073709551616");
  private static final List<String> NUMBERS =
      List.of(
          "1e400",
          "1e17",
          "-0",
          "1e-400",
          "123456789012345678901234567890",
          "0.1",
          "1E+18",
          "9e99999");

  private final FuzzChoice choice;

  FuzzBodies(FuzzChoice choice) {
    this.choice = choice;
  }

  byte[] of(KindInfo kind, String name, String type, String path) {
    String text;
    if (path.endsWith("/rollback")) {
      text =
          "{\"spec\":{\"revision\":"
              + (choice.percent(60) ? "" + choice.below(3000) : choice.one(NUMBERS))
              + "}}";
    } else if (path.endsWith("/svid")) {
      text =
          "{\"csr\":\"-----BEGIN CERTIFICATE REQUEST-----\\nMAA=\\n-----END CERTIFICATE REQUEST-----\"}";
    } else if (type.contains("patch") && !type.contains("apply")) {
      text = choice.one(PATCHES);
    } else {
      text = resource(kind, name);
    }
    if (choice.percent(55)) {
      text = faulty(text);
    }
    return choice.percent(15) ? broken(text) : text.getBytes(StandardCharsets.UTF_8);
  }

  private String resource(KindInfo kind, String name) {
    List<String> specs = SPECS.getOrDefault(kind.kind(), List.of("{}"));
    return "{\"apiVersion\":\""
        + kind.apiVersion()
        + "\",\"kind\":\""
        + kind.kind()
        + "\",\"metadata\":{\"name\":\""
        + name
        + "\",\"labels\":{\"app\":\"x\"}},\"spec\":"
        + choice.one(specs)
        + "}";
  }

  private String faulty(String text) {
    try {
      JsonValue value = JsonReader.read(text);
      for (int left = 1 + choice.below(3); left > 0; left--) {
        value = mutate(value);
      }
      String changed = JsonWriter.write(value);
      // A number that a tree of this program would write in another way.
      return choice.percent(10)
          ? changed.replaceFirst("\"(x|\\*|DENY|[a-z]+)\"([,}\\]])", choice.one(NUMBERS) + "$2")
          : changed;
    } catch (JsonFormatException e) {
      return text;
    }
  }

  private JsonValue mutate(JsonValue value) {
    if (value instanceof JsonObject object && !object.members().isEmpty() && !choice.percent(8)) {
      Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
      String name = choice.one(List.copyOf(members.keySet()));
      JsonValue member = object.members().getOrDefault(name, JsonNull.NULL);
      switch (choice.below(8)) {
        case 0 -> members.remove(name);
        case 1 -> members.put(choice.one(NAMES), member);
        default -> members.put(name, mutate(member));
      }
      return new JsonObject(members);
    }
    if (value instanceof JsonArray array && !array.values().isEmpty() && !choice.percent(8)) {
      List<JsonValue> values = new ArrayList<>(array.values());
      int at = choice.below(values.size());
      switch (choice.below(6)) {
        case 0 -> values.remove(at);
        case 1 -> values.add(values.get(at));
        default -> values.set(at, mutate(values.get(at)));
      }
      return new JsonArray(values);
    }
    return switch (choice.below(7)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonValue.of(choice.below(1 << 30) - (1 << 29));
      case 2 -> JsonValue.of(choice.percent(50));
      case 3 -> new JsonArray(List.of(value));
      case 4 -> JsonObject.builder().put(choice.one(NAMES), value).build();
      case 5 -> new JsonArray(List.of());
      default -> JsonValue.of(choice.one(TEXTS));
    };
  }

  private byte[] broken(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return switch (choice.below(11)) {
      case 0 -> text.getBytes(StandardCharsets.UTF_16);
      case 1 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
      case 2 -> ("[".repeat(5000) + text).getBytes(StandardCharsets.UTF_8);
      case 3 -> ("{\"a\":".repeat(200) + "1" + "}".repeat(200)).getBytes(StandardCharsets.UTF_8);
      case 4 ->
          text.replaceFirst("\\{", "{\"kind\":1,\"kind\":2,").getBytes(StandardCharsets.UTF_8);
      case 5 -> "a: &x [1]\nb: *x\n".getBytes(StandardCharsets.UTF_8);
      case 6 -> "a: !!javax.script.ScriptEngineManager [x]\n".getBytes(StandardCharsets.UTF_8);
      case 7 -> "x".repeat(choice.below(40_000)).getBytes(StandardCharsets.UTF_8);
      case 8 -> {
        byte[] odd = new byte[choice.below(60)];
        for (int i = 0; i < odd.length; i++) {
          odd[i] = (byte) choice.below(256);
        }
        yield odd;
      }
      case 9 -> {
        byte[] kubernetes = new byte[4 + choice.below(40)];
        kubernetes[0] = 'k';
        kubernetes[1] = '8';
        kubernetes[2] = 's';
        for (int i = 4; i < kubernetes.length; i++) {
          kubernetes[i] = (byte) choice.below(choice.percent(50) ? 32 : 256);
        }
        yield kubernetes;
      }
      default -> {
        String damaged = choice.damaged(new String(utf8, StandardCharsets.ISO_8859_1));
        yield damaged.getBytes(StandardCharsets.ISO_8859_1);
      }
    };
  }
}
