package dev.weft.server;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What workloads say and hear of leases. */
final class Leases {
  private Leases() {}

  /** A lease for that port on all addresses of {@code host}. */
  static String body(String host, int port) {
    return "{\"host\":\""
        + host
        + "\",\"labels\":{\"app\":\"orders\"},\"addresses\":[],\"listeners\":"
        + "[{\"address\":\"0.0.0.0\",\"port\":"
        + port
        + "}],\"applied\":0,\"report\":{\"unprotected\":[]}}";
  }

  /** A lease for a port at each of {@code addresses}. */
  static String bodyAt(String... addresses) {
    String listeners =
        Stream.of(addresses)
            .map(address -> "{\"address\":\"" + address + "\",\"port\":8080}")
            .collect(Collectors.joining(","));
    return "{\"host\":\"h\",\"labels\":{},\"addresses\":[],\"listeners\":["
        + listeners
        + "],\"applied\":0,\"report\":{\"unprotected\":[]}}";
  }

  /** The path of a process's lease, of a new process each time. */
  static String path() {
    return "/mesh/v1/leases/" + UUID.randomUUID();
  }

  /** The addresses of entries. */
  static List<String> addresses(JsonArray entries) {
    return entries.values().stream()
        .map(it -> String.valueOf(((JsonObject) it).string("address")))
        .toList();
  }
}
