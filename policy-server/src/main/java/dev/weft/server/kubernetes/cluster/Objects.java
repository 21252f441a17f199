package dev.weft.server.kubernetes.cluster;

import dev.weft.core.json.JsonBoolean;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.directory.Addresses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the kinds of core/v1 and discovery.k8s.io/v1 that are followed, and of them what counts.
 */
final class Objects {
  private static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private Objects() {}

  /**
   * A pod; one that has ended has no addresses any more, since they may be others' by now.
   *
   * @throws IllegalArgumentException when it has no name, namespace or UID
   */
  static Pod pod(JsonObject object) {
    JsonObject metadata = object.object("metadata");
    JsonObject spec = object.object("spec");
    JsonObject status = object.object("status");
    boolean ended = ENDED.contains(text(status, "phase"));
    boolean ofItsNode = isTrue(spec, "hostNetwork");
    String account = text(spec, "serviceAccountName");
    return new Pod(
        required(metadata, "namespace"),
        required(metadata, "name"),
        required(metadata, "uid"),
        account.isEmpty() ? "default" : account,
        ended ? "" : text(spec, "nodeName"),
        ended || ofItsNode ? List.of() : podAddresses(status),
        containerPorts(spec),
        labels(metadata),
        ofItsNode);
  }

  /**
   * A node.
   *
   * @throws IllegalArgumentException when it has no name or UID
   */
  static Node node(JsonObject object) {
    JsonObject metadata = object.object("metadata");
    return new Node(required(metadata, "name"), required(metadata, "uid"));
  }

  /** A service. */
  static Service service(JsonObject object) {
    JsonObject spec = object.object("spec");
    List<String> addresses = new ArrayList<>();
    for (JsonValue value : spec.array("clusterIPs").values()) {
      if (value instanceof JsonString text && !text.value().equals("None")) {
        addresses.add(address(text.value()));
      }
    }
    return new Service(addresses, ports(object.object("spec")));
  }

  /** A slice of endpoints. Those that say nothing of being ready are (EndpointConditions). */
  static Slice slice(JsonObject object) {
    List<String> addresses = new ArrayList<>();
    for (JsonObject endpoint : objects(object, "endpoints")) {
      JsonValue ready = endpoint.object("conditions").get("ready");
      if (ready instanceof JsonBoolean is && !is.value()) {
        continue;
      }
      for (JsonValue value : endpoint.array("addresses").values()) {
        if (value instanceof JsonString text && !text(object, "addressType").equals("FQDN")) {
          addresses.add(address(text.value()));
        }
      }
    }
    String service = text(object.object("metadata").object("labels"), SERVICE_NAME);
    return new Slice(service, addresses, ports(object));
  }

  private static List<String> podAddresses(JsonObject status) {
    List<String> addresses = new ArrayList<>();
    for (JsonObject one : objects(status, "podIPs")) {
      addresses.add(address(text(one, "ip")));
    }
    return addresses;
  }

  private static Map<Integer, String> containerPorts(JsonObject spec) {
    Map<Integer, String> ports = new HashMap<>();
    for (JsonObject container : objects(spec, "containers")) {
      for (JsonObject port : objects(container, "ports")) {
        if (isTcp(port)) {
          ports.merge(
              number(port, "containerPort"),
              DeclaredProtocol.byName(text(port, "name")),
              (one, other) -> one.equals(other) ? one : DeclaredProtocol.NONE);
        }
      }
    }
    return ports;
  }

  private static List<ServicePort> ports(JsonObject object) {
    List<ServicePort> ports = new ArrayList<>();
    for (JsonObject port : objects(object, "ports")) {
      if (isTcp(port) && port.get("port") instanceof JsonNumber) {
        ports.add(new ServicePort(text(port, "name"), number(port, "port")));
      }
    }
    return ports;
  }

  private static boolean isTcp(JsonObject port) {
    String protocol = text(port, "protocol");
    return protocol.isEmpty() || protocol.equals("TCP");
  }

  private static Map<String, String> labels(JsonObject metadata) {
    Map<String, String> labels = new HashMap<>();
    metadata
        .object("labels")
        .members()
        .forEach(
            (name, value) -> {
              if (value instanceof JsonString text) {
                labels.put(name, text.value());
              }
            });
    return labels;
  }

  private static List<JsonObject> objects(JsonObject object, String member) {
    List<JsonObject> found = new ArrayList<>();
    for (JsonValue value : object.array(member).values()) {
      if (value instanceof JsonObject one) {
        found.add(one);
      }
    }
    return found;
  }

  private static String address(String text) {
    return Addresses.format(Addresses.parse(text));
  }

  private static String text(JsonObject object, String member) {
    String text = object.string(member);
    return text == null ? "" : text;
  }

  private static String required(JsonObject object, String member) {
    String text = text(object, member);
    if (text.isEmpty()) {
      throw new IllegalArgumentException("metadata." + member + ": missing (expected: a text)");
    }
    return text;
  }

  private static boolean isTrue(JsonObject object, String member) {
    return object.get(member) instanceof JsonBoolean is && is.value();
  }

  private static int number(JsonObject object, String member) {
    if (object.get(member) instanceof JsonNumber number) {
      int port = number.value().intValue();
      if (port >= 1 && port <= 0xFFFF) {
        return port;
      }
    }
    throw new IllegalArgumentException(member + ": no port (expected: 1 to 65535)");
  }
}
