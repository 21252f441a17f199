package dev.weft.proxy.route;

import dev.weft.core.directory.Directory;
import dev.weft.core.directory.DirectoryEndpoint;
import dev.weft.core.identity.SpiffeId;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of workloads, as the directory of one revision knows them: {@code orders.shop} is whoever
 * has the service account {@code orders} in the namespace {@code shop}. As in Kubernetes, {@code
 * .svc} and a cluster domain may follow. Immutable.
 */
final class MeshNames {
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)(?:\\.svc(?:\\.[a-z0-9.-]+?)?)?\\.?");

  private final Directory directory;
  private final Map<Service, List<InetSocketAddress>> places = new HashMap<>();

  private final Set<String> namespaces = new HashSet<>();

  MeshNames(Directory directory) {
    this.directory = directory;
    for (DirectoryEndpoint endpoint : directory.endpoints()) {
      for (SpiffeId principal : endpoint.principals()) {
        namespaces.add(principal.namespace());
        places
            .computeIfAbsent(
                new Service(principal.serviceAccount(), principal.namespace(), endpoint.port()),
                service -> new ArrayList<>())
            .add(new InetSocketAddress(endpoint.address(), endpoint.port()));
      }
    }
  }

  /** Whether these are the names of {@code other}, and not of a later directory. */
  boolean areOf(Directory other) {
    return directory == other;
  }

  /** Where the workloads of that name listen on {@code port}; null when nobody there does. */
  @Nullable List<InetSocketAddress> find(String host, int port) {
    Matcher name = NAME.matcher(host.toLowerCase(Locale.ROOT));
    return name.matches() ? places.get(new Service(name.group(1), name.group(2), port)) : null;
  }

  /** Whether {@code host} is a name in a namespace of the mesh, whether anybody has it or not. */
  boolean isTheMeshs(String host) {
    Matcher name = NAME.matcher(host.toLowerCase(Locale.ROOT));
    return name.matches() && namespaces.contains(name.group(2));
  }

  private record Service(String account, String namespace, int port) {}
}
