package dev.weft.core.control;

import dev.weft.core.directory.IpLiteral;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.MutualTlsMode;
import java.util.List;
import java.util.Objects;

/** Sections of a config answer, with the size and the sum that belong to what they lead to. */
final class FakeSections {
  private FakeSections() {}

  /**
   * A section of policies.
   *
   * @param member {@code all}, or {@code changed}
   * @param entries what the answer holds, in JSON, separated by commas
   * @param result what there is afterwards, likewise
   */
  static String policies(String member, String entries, String result) throws Exception {
    long sum = 0;
    List<JsonValue> all = array(result);
    for (JsonValue value : all) {
      JsonObject metadata = ((JsonObject) value).object("metadata");
      sum +=
          Fingerprint.ofPolicy(
              text(metadata, "namespace"),
              text(metadata, "name"),
              text(metadata, "resourceVersion"));
    }
    return section(member, entries, "", all.size(), sum);
  }

  /** A section of endpoints; the parameters are as those of {@link #policies}. */
  static String endpoints(String member, String entries, String result) throws Exception {
    return endpoints(member, entries, "", result);
  }

  static String endpoints(String member, String entries, String removed, String result)
      throws Exception {
    long sum = 0;
    List<JsonValue> all = array(result);
    for (JsonValue value : all) {
      sum += fingerprint((JsonObject) value);
    }
    return section(member, entries, removed, all.size(), sum);
  }

  static String section(String member, String entries, String removed, int size, long sum) {
    return "{\""
        + member
        + "\":["
        + entries
        + (member.equals("all") ? "]" : "],\"removed\":[" + removed + "]")
        + ",\"size\":"
        + size
        + ",\"sum\":\""
        + Fingerprint.text(sum)
        + "\"}";
  }

  /** Of an endpoint with one principal; 0 for one of a mode that there is not. */
  private static long fingerprint(JsonObject endpoint) {
    String mode = text(endpoint, "mode");
    for (MutualTlsMode known : MutualTlsMode.values()) {
      if (known.name().equals(mode)) {
        JsonValue principal = endpoint.array("principals").values().get(0);
        return Fingerprint.ofEndpoint(
            IpLiteral.parse(text(endpoint, "address")),
            (int) ((JsonNumber) Objects.requireNonNull(endpoint.get("port"))).longValueExact(),
            List.of(SpiffeId.parse(((JsonString) principal).value())),
            known);
      }
    }
    return 0;
  }

  private static List<JsonValue> array(String values) throws Exception {
    return ((JsonArray) JsonReader.read("[" + values + "]")).values();
  }

  private static String text(JsonObject object, String name) {
    return String.valueOf(object.string(name));
  }
}
