package dev.weft.enforcer.trace;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Methods of gRPC as attributes. Whoever calls may ask for any name, so that only those that the
 * server has once answered, other than by saying that it has none, are told; the others have one
 * name together. Bounded, and safe for any thread.
 */
final class CallMethods {
  static final String OTHER = "_OTHER";

  /** The name of spans whose method is not told. */
  static final String SYSTEM = "grpc";

  /** As many methods as a server may have in earnest. */
  static final int DEFAULT_LIMIT = 500;

  private static final int MAX_LENGTH = 256;

  private final int limit;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * @param limit how many names there are at most, but for some that come at the same moment
   */
  CallMethods(int limit) {
    this.limit = limit;
  }

  /**
   * The name that {@code asked} has in attributes.
   *
   * @param has whether the server has just shown that it has the method; a client's names are its
   *     program's own
   */
  String known(String asked, boolean has) {
    if (known.contains(asked)) {
      return asked;
    }
    if (!has || asked.isEmpty() || asked.length() > MAX_LENGTH || known.size() >= limit) {
      return OTHER;
    }
    known.add(asked);
    return asked;
  }
}
