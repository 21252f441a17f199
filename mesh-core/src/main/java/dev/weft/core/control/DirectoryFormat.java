package dev.weft.core.control;

import dev.weft.core.directory.DirectoryEndpoint;
import dev.weft.core.directory.IpLiteral;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.MutualTlsMode;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the endpoints of an answer. */
final class DirectoryFormat {
  private DirectoryFormat() {}

  static List<DirectoryEndpoint> endpoints(List<JsonFields> entries) throws FormatException {
    List<DirectoryEndpoint> endpoints = new ArrayList<>(entries.size());
    for (JsonFields entry : entries) {
      endpoints.add(endpoint(entry.only("address", "port", "principals", "mode")));
    }
    return endpoints;
  }

  /** The place that {@code entry} names by {@code address} and {@code port}. */
  static InetSocketAddress place(JsonFields entry) throws FormatException {
    try {
      return new InetSocketAddress(
          IpLiteral.parse(entry.string("address")), (int) entry.number("port", 1, 65535));
    } catch (IllegalArgumentException e) {
      throw entry.refused(e);
    }
  }

  private static DirectoryEndpoint endpoint(JsonFields entry) throws FormatException {
    try {
      Set<SpiffeId> principals = new LinkedHashSet<>();
      for (String principal : entry.strings("principals")) {
        principals.add(SpiffeId.parse(principal));
      }
      return new DirectoryEndpoint(
          IpLiteral.parse(entry.string("address")),
          (int) entry.number("port", 1, 65535),
          principals,
          MutualTlsMode.valueOf(entry.string("mode")));
    } catch (IllegalArgumentException e) {
      throw entry.refused(e);
    }
  }
}
