package dev.weft.server.directory;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.directory.LeaseRequest.Listener;
import dev.weft.server.directory.LeaseRequest.RefusedPolicy;
import dev.weft.server.directory.LeaseRequest.Unprotected;
import dev.weft.server.http.ApiException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a process reports; everything is bounded and nothing unknown is let through. */
public final class LeaseBody {
  private static final Set<String> FIELDS =
      Set.of("host", "labels", "addresses", "listeners", "applied", "report");
  private static final int MAX_TEXT = 512;
  private static final int MAX_LABELS = 64;
  private static final int MAX_ADDRESSES = 64;
  private static final int MAX_LISTENERS = 512;
  private static final int MAX_UNPROTECTED = 100;
  private static final int MAX_REFUSED = 100;

  private LeaseBody() {}

  /**
   * Reads {@code body}.
   *
   * @throws ApiException 400 with the field that is wrong
   */
  public static LeaseRequest read(JsonObject body) {
    requireKnown("", body, FIELDS);
    return new LeaseRequest(
        host("host", text("host", body.get("host"))),
        labels(body.get("labels")),
        addresses(body.get("addresses")),
        listeners(body.get("listeners")),
        body.get("applied") == null ? 0 : number("applied", body.get("applied"), Long.MAX_VALUE),
        unprotected(body.get("report")),
        refused(body.get("report")),
        requestPorts(body.get("report")));
  }

  /** {@code value}, provided that it can name a host. */
  public static String host(String field, String value) {
    if (value.isEmpty()
        || value.length() > 256
        || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw ApiException.badRequest(
          field, "not usable (expected: 1 to 256 printable ASCII characters)");
    }
    return value;
  }

  /** {@code text}, provided that it is an address at which something can listen. */
  public static InetAddress address(String field, String text) {
    try {
      InetAddress address = Addresses.parse(text);
      if (!address.isMulticastAddress()) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(field, String.valueOf(e.getMessage()));
    }
    throw ApiException.badRequest(field, text + " (expected: a unicast address)");
  }

  private static Map<String, String> labels(@Nullable JsonValue value) {
    if (value == null) {
      return Map.of();
    }
    JsonObject object = object("labels", value);
    requireAtMost("labels", object.members().size(), MAX_LABELS);
    Map<String, String> labels = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (name, label) -> {
              if (name.isEmpty() || name.length() > MAX_TEXT) {
                throw ApiException.badRequest("labels", "name of unusable length");
              }
              labels.put(name, text("labels." + name, label));
            });
    return labels;
  }

  private static List<InetAddress> addresses(@Nullable JsonValue value) {
    List<InetAddress> addresses = new ArrayList<>();
    List<JsonValue> values = value == null ? List.of() : array("addresses", value);
    requireAtMost("addresses", values.size(), MAX_ADDRESSES);
    for (int i = 0; i < values.size(); i++) {
      String field = "addresses[" + i + "]";
      InetAddress address = address(field, text(field, values.get(i)));
      if (address.isAnyLocalAddress()) {
        throw ApiException.badRequest(field, "wildcard (expected: an address of the host)");
      }
      addresses.add(address);
    }
    return addresses;
  }

  private static List<Listener> listeners(@Nullable JsonValue value) {
    List<Listener> listeners = new ArrayList<>();
    List<JsonValue> values = value == null ? List.of() : array("listeners", value);
    requireAtMost("listeners", values.size(), MAX_LISTENERS);
    for (int i = 0; i < values.size(); i++) {
      String field = "listeners[" + i + "]";
      JsonObject listener = object(field, values.get(i));
      requireKnown(field + ".", listener, Set.of("address", "port"));
      int port = port(field + ".port", listener.get("port"));
      String address = text(field + ".address", listener.get("address"));
      listeners.add(new Listener(address(field + ".address", address), port));
    }
    return listeners;
  }

  private static List<Unprotected> unprotected(@Nullable JsonValue report) {
    if (report == null) {
      return List.of();
    }
    JsonObject object = object("report", report);
    requireKnown("report.", object, Set.of("unprotected", "refused", "requestPorts"));
    JsonValue value = object.get("unprotected");
    List<JsonValue> values = value == null ? List.of() : array("report.unprotected", value);
    requireAtMost("report.unprotected", values.size(), MAX_UNPROTECTED);
    List<Unprotected> found = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String field = "report.unprotected[" + i + "]";
      JsonObject one = object(field, values.get(i));
      requireKnown(field + ".", one, Set.of("what", "why"));
      found.add(
          new Unprotected(
              text(field + ".what", one.get("what")), text(field + ".why", one.get("why"))));
    }
    return found;
  }

  private static List<RefusedPolicy> refused(@Nullable JsonValue report) {
    JsonValue value = report instanceof JsonObject object ? object.get("refused") : null;
    List<JsonValue> values = value == null ? List.of() : array("report.refused", value);
    requireAtMost("report.refused", values.size(), MAX_REFUSED);
    List<RefusedPolicy> found = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String field = "report.refused[" + i + "]";
      JsonObject one = object(field, values.get(i));
      requireKnown(field + ".", one, Set.of("policy", "why"));
      found.add(
          new RefusedPolicy(
              text(field + ".policy", one.get("policy")), text(field + ".why", one.get("why"))));
    }
    return found;
  }

  private static Set<Integer> requestPorts(@Nullable JsonValue report) {
    JsonValue value = report instanceof JsonObject object ? object.get("requestPorts") : null;
    List<JsonValue> values = value == null ? List.of() : array("report.requestPorts", value);
    requireAtMost("report.requestPorts", values.size(), MAX_LISTENERS);
    Set<Integer> ports = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      ports.add(port("report.requestPorts[" + i + "]", values.get(i)));
    }
    return ports;
  }

  private static void requireKnown(String prefix, JsonObject object, Set<String> known) {
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        throw ApiException.badRequest(
            prefix + name,
            "unknown field (expected: one of "
                + String.join(", ", known.stream().sorted().toList())
                + ")");
      }
    }
  }

  private static void requireAtMost(String field, int found, int most) {
    if (found > most) {
      throw ApiException.badRequest(field, found + " entries (expected: at most " + most + ")");
    }
  }

  private static JsonObject object(String field, @Nullable JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw wrongType(field, value, "object");
  }

  private static List<JsonValue> array(String field, @Nullable JsonValue value) {
    if (value instanceof JsonArray array) {
      return array.values();
    }
    throw wrongType(field, value, "array");
  }

  private static String text(String field, @Nullable JsonValue value) {
    if (!(value instanceof JsonString text)) {
      throw wrongType(field, value, "string");
    }
    if (text.value().length() > MAX_TEXT) {
      throw ApiException.badRequest(
          field, text.value().length() + " characters (expected: at most " + MAX_TEXT + ")");
    }
    return text.value();
  }

  private static int port(String field, @Nullable JsonValue value) {
    int port = (int) number(field, value, 65535);
    if (port == 0) {
      throw ApiException.badRequest(field, "0 (expected: 1 to 65535)");
    }
    return port;
  }

  private static long number(String field, @Nullable JsonValue value, long most) {
    if (!(value instanceof JsonNumber number)) {
      throw wrongType(field, value, "number");
    }
    try {
      long found = number.longValueExact();
      if (found >= 0 && found <= most) {
        return found;
      }
    } catch (ArithmeticException e) {
      throw ApiException.badRequest(field, "no whole number (expected: 0 to " + most + ")");
    }
    throw ApiException.badRequest(field, number.value() + " (expected: 0 to " + most + ")");
  }

  private static ApiException wrongType(String field, @Nullable JsonValue value, String expected) {
    String found = value == null ? "missing" : value.typeName();
    return ApiException.badRequest(field, found + " (expected: " + expected + ")");
  }
}
