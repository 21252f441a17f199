package dev.weft.proxy.route;

import dev.weft.core.directory.Directory;
import dev.weft.core.directory.IpLiteral;
import dev.weft.enforcer.rules.Destination;
import dev.weft.enforcer.rules.WorkloadRules;
import dev.weft.proxy.settings.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way of one workload to destinations. A name is first that of a workload of the mesh,
 * then the system's; of several places each is taken by turns. Safe for any thread; never blocks.
 */
public final class Router {
  private final WorkloadRules rules;
  private final HostNames names;
  private final Predicate<InetSocketAddress> isOwn;
  private final boolean outside;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile @Nullable MeshNames meshNames;

  /**
   * @param isOwn whether an address is one at which this proxy captures, where it would only meet
   *     itself
   * @param outside whether it leads to where the mesh is not, too
   */
  public Router(
      WorkloadRules rules, HostNames names, Predicate<InetSocketAddress> isOwn, boolean outside) {
    this.rules = rules;
    this.names = names;
    this.isOwn = isOwn;
    this.outside = outside;
  }

  /** The way to {@code target}; a refusal says why there is none. It never fails. */
  public CompletableFuture<Route> find(HostPort target) {
    if (target.port() == 0) {
      return refused(target + " has no port");
    }
    @Nullable InetAddress literal = literal(target.host());
    if (literal != null) {
      return to(new InetSocketAddress(literal, target.port()));
    }
    MeshNames mesh = meshNames();
    List<InetSocketAddress> places = mesh.find(target.host(), target.port());
    if (places != null) {
      return to(next(places));
    }
    if (mesh.isTheMeshs(target.host())) {
      // Not to be asked of the system: some namespaces are top-level domains as well.
      return refused("no workload of the mesh listens at " + target);
    }
    return names
        .find(target.host())
        .thenCompose(found -> to(new InetSocketAddress(next(found), target.port())))
        .exceptionally(failure -> new Route.Refused(target + ": " + reason(failure)));
  }

  /** As {@link #find}, to an address. */
  public CompletableFuture<Route> to(InetSocketAddress address) {
    if (isOwn.test(address)) {
      return refused(address + " is a port of this proxy itself");
    }
    return rules.destination(address).thenApply(destination -> route(address, destination));
  }

  private Route route(InetSocketAddress address, Destination destination) {
    if (destination instanceof Destination.Forbidden forbidden) {
      return new Route.Refused(forbidden.reason());
    }
    if (destination instanceof Destination.Meshed meshed) {
      return new Route.Mesh(address, meshed);
    }
    return outside
        ? new Route.Outside(address)
        : new Route.Refused(
            address + " is outside the mesh (expected: inside, or 'outside: true' said here)");
  }

  private <T> T next(List<T> places) {
    return places.get(Math.floorMod(turn.getAndIncrement(), places.size()));
  }

  private MeshNames meshNames() {
    Directory directory = rules.directory();
    MeshNames known = meshNames;
    if (known == null || !known.areOf(directory)) {
      known = new MeshNames(directory);
      meshNames = known;
    }
    return known;
  }

  private static @Nullable InetAddress literal(String host) {
    try {
      return IpLiteral.parse(host);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static CompletableFuture<Route> refused(String reason) {
    return CompletableFuture.completedFuture(new Route.Refused(reason));
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof java.net.UnknownHostException ? "unknown host" : String.valueOf(cause);
  }
}
