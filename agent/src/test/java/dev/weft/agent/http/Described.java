package dev.weft.agent.http;

import java.util.Arrays;
import java.util.List;

/** The descriptions of all known libraries, by their kind. */
final class Described {
  private Described() {}

  static List<ServerLibrary> servers() {
    return those(ServerLibrary.class);
  }

  static List<ClientLibrary> clients() {
    return those(ClientLibrary.class);
  }

  static List<TransportLibrary> transports() {
    return those(TransportLibrary.class);
  }

  private static <L extends Library> List<L> those(Class<L> kind) {
    return Arrays.stream(KnownLibrary.values())
        .map(KnownLibrary::get)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }
}
